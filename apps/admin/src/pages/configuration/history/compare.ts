import type { ValueRevision } from '@berth/client';

export type LeafState = NonNullable<ValueRevision['value_state']>[number];
export type Verdict = 'same' | 'changed' | 'added' | 'removed' | 'unclear';

/** A member of a value in two revisions; null where the revision does not have it. */
export interface ComparedLeaf {
  path: string;
  secret: boolean;
  older: LeafState | null;
  newer: LeafState | null;
  verdict: Verdict;
}

interface Side {
  revision: number;
  value_state: readonly LeafState[] | null;
}

/**
 * Compares two revisions of a value, member by member, without their content. A member that was set at or before the
 * older revision is the same in both. Of one that was set between them, the digests decide; without digests of one key
 * version it is `unclear`, because what was sent again may be equal.
 */
export function compareRevisions(older: Side, newer: Side): ComparedLeaf[] {
  const before = byPath(older);
  const after = byPath(newer);
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  return paths.map((path) => {
    const [left, right] = [before.get(path) ?? null, after.get(path) ?? null];
    return {
      path,
      secret: Boolean(left?.secret || right?.secret),
      older: left,
      newer: right,
      verdict: verdictOf(left, right, older.revision),
    };
  });
}

const byPath = ({ value_state }: Side): Map<string, LeafState> =>
  new Map((value_state ?? []).filter(({ set }) => set).map((leaf) => [leaf.path, leaf]));

function verdictOf(left: LeafState | null, right: LeafState | null, older: number): Verdict {
  if (!left) return 'added';
  if (!right) return 'removed';
  if (right.revision !== null && right.revision <= older) return 'same';
  if (left.digest && right.digest && keyVersionOf(left.digest) === keyVersionOf(right.digest)) {
    return left.digest === right.digest ? 'same' : 'changed';
  }
  return 'unclear';
}

const keyVersionOf = (digest: string): string => digest.split('.')[0] ?? '';
