import type { ProviderVersion } from '@berth/client';

/** The versions between which something can move. */
export interface Plan {
  from: ProviderVersion | null;
  to: ProviderVersion | null;
  /** True for a way to an earlier version. */
  isBack: boolean;
}

interface Wanted {
  /** Ids from the URL. */
  from: string;
  to: string;
  /** The id of the version in use, where it is known. */
  used: string | null;
}

/** Chooses what to compare: as the URL says, else from the version in use to the current or the newest one. */
export function planOf(versions: readonly ProviderVersion[], { from, to, used }: Wanted): Plan {
  const byId = (id: string | null) => versions.find((version) => version.id === id) ?? null;
  const current = versions.find(({ is_current }) => is_current) ?? null;
  const start = byId(from) ?? byId(used) ?? current;
  const isOther = (version: ProviderVersion | null): boolean => version !== null && version.id !== start?.id;
  const newest = versions.find((version) => version.status === 'active' && isOther(version)) ?? null;
  const end = [byId(to), current].find(isOther) ?? newest;
  return { from: start, to: end, isBack: start !== null && end !== null && end.id < start.id };
}

/** Finds the version that has one of some specifications: the earliest, so that the diff covers all of them. */
export function usedVersion(
  versions: readonly ProviderVersion[],
  specificationIds: readonly (string | null)[],
): string | null {
  const having = versions.filter(({ specification_id }) => specificationIds.includes(specification_id));
  return having.toSorted((one, other) => (one.id < other.id ? -1 : 1))[0]?.id ?? null;
}
