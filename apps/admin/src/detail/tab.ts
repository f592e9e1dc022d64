import type { ResourceDescription } from '@berth/client/resources';
import type { ComponentType } from 'react';
import type { Row } from '../list/row.ts';

/** What a tab of the page of a row gets. */
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
