import type { Context } from '@berth/resource';
import { type Specification, specificationById } from '../value/index.ts';

/** The most specifications that are kept. */
const MOST_KEPT = 50;

/** Makes the function that reads specifications by their ids. They never change. */
export function specificationReader(ctx: Context): (id: string) => Promise<Specification> {
  const known = new Map<string, Specification>();
  return async (id) => {
    const found = known.get(id) ?? (await specificationById(ctx, id));
    if (known.size >= MOST_KEPT) known.clear();
    known.set(id, found);
    return found;
  };
}
