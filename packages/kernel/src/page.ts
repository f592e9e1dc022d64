export type Order = 'asc' | 'desc';

/**
 * The start of a page: right after or right before a row, in list order. The id is the position, so the row itself need
 * not exist any more.
 */
export interface Position {
  side: 'after' | 'before';
  id: string;
  /** The row's value in the sort column, as text. Absent in the order by id. */
  at?: string;
}

export interface PageRequest {
  limit: number;
  order: Order;
  /** One of the resource's `sorts`; the id breaks ties. The default order is by id. */
  sort?: string;
  position: Position | null;
}

export interface Page<Item> {
  items: Item[];
  hasMoreBefore: boolean;
  hasMoreAfter: boolean;
}

export const pageLimits = {
  default: 20,
  max: 100,
  /** The characters or bytes of JSON text after which a page ends early: the next one goes on there. */
  text: 8 * 1024 * 1024,
} as const;
