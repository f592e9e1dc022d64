export type Order = 'asc' | 'desc';

/**
 * Where a page starts: right after a row or right before one, in list order. The id is the position, so the
 * row itself need not exist any more.
 */
export interface PageRequest {
  limit: number;
  order: Order;
  position: { side: 'after' | 'before'; id: string } | null;
}

export interface Page<Item> {
  items: Item[];
  hasMoreBefore: boolean;
  hasMoreAfter: boolean;
}

export const pageLimits = { default: 20, max: 100 } as const;
