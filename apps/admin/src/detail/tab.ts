import type { ResourceDescription } from '@berth/client/resources';
import type { ComponentType } from 'react';
import type { Row } from '../list/row.ts';

/** The resource and the row that a tab gets. */
export interface TabProps {
  resource: ResourceDescription;
  row: Row;
}

/** A tab of the page of a row, beside the overview. */
export interface DetailTab {
  /** Its name in the URL: `?tab=history`. */
  id: string;
  title: string;
  load: () => Promise<ComponentType<TabProps>>;
}
