/**
 * True when a version is one of those that the `from` of a migration names: its own name, `1.x` for `1` and all names
 * that begin with `1.`, and `*` for any name.
 */
export function isFrom(from: string, version: string): boolean {
  if (from === '*' || from === version) return true;
  const prefix = prefixOf(from);
  return prefix !== null && (version === prefix || version.startsWith(`${prefix}.`));
}

/** The beginning of the names that `1.x` stands for: `1`. Null for a name, and for `*`. */
export const prefixOf = (from: string): string | null => (from.endsWith('.x') ? from.slice(0, -2) : null);

/** Returns the migrations for a version: those with the narrowest `from` that names it, in order. */
export function migrationsFrom<M extends { from: string }>(migrations: readonly M[], version: string): M[] {
  const matching = migrations.filter(({ from }) => isFrom(from, version));
  const narrowest = matching.toSorted(
    (one, other) => narrowness(other, version) - narrowness(one, version),
  )[0];
  return matching.filter(({ from }) => from === narrowest?.from);
}

const narrowness = ({ from }: { from: string }, version: string): number =>
  from === version ? Number.POSITIVE_INFINITY : (prefixOf(from)?.length ?? -1);
