/** The members and items of one value that subschemas have evaluated: the memory of `unevaluated*`. */
export interface Seen {
  readonly names: Set<string>;
  allNames: boolean;
  /** The number of items from the start that are evaluated. */
  upTo: number;
  /** Further evaluated items, by index. */
  readonly items: Set<number>;
}

export const nothingSeen = (): Seen => ({ names: new Set(), allNames: false, upTo: 0, items: new Set() });

/** Adds what an inner subschema has evaluated. Returns the number of members and items that it copied. */
export function addSeen(to: Seen, from: Seen): number {
  for (const name of from.names) to.names.add(name);
  for (const index of from.items) to.items.add(index);
  to.allNames ||= from.allNames;
  to.upTo = Math.max(to.upTo, from.upTo);
  return from.names.size + from.items.size;
}
