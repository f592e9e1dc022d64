export type Order = 'asc' | 'desc';

/**
 * Where a page starts: right after a row or right before one, in list order. The id is the position, so the
 * row itself need not exist any more.
 */
export interface Position {
  side: 'after' | 'before';
  id: string;
  /** What the row has in the column that is sorted by, as text. Nothing in the order by id. */
  at?: string;
}

export interface PageRequest {
  limit: number;
  order: Order;
  /** One of the resource's `sorts`, ties by id. Without it the order is by id. */
  sort?: string;
  position: Position | null;
}

export interface Page<Item> {
  items: Item[];
  hasMoreBefore: boolean;
  hasMoreAfter: boolean;
}

export const pageLimits = { default: 20, max: 100 } as const;
