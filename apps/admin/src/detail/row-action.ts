import type { ResourceDescription } from '@berth/client/resources';
import type { ReactNode } from 'react';
import type { Row } from '../list/row.ts';

/** Makes a button of the page of a row, before the usual ones. */
export type RowAction = (row: Row, resource: ResourceDescription) => ReactNode;
