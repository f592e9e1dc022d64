import { expect, test } from 'vitest';
import { compareRevisions, type LeafState } from './compare.ts';

const leaf = (path: string, revision: number, digest: string | null = null): LeafState => ({
  path,
  secret: true,
  set: true,
  from: 'own',
  revision,
  changed_at: null,
  changed_by: null,
  digest,
  digest_reason: digest ? null : 'not_permitted',
});

const verdicts = (older: LeafState[], newer: LeafState[]) =>
  Object.fromEntries(
    compareRevisions({ revision: 2, value_state: older }, { revision: 5, value_state: newer }).map(
      ({ path, verdict }) => [path, verdict],
    ),
  );

test('a member that was set before the older revision is the same, with and without a digest', () => {
  expect(verdicts([leaf('/a', 1)], [leaf('/a', 1)])).toEqual({ '/a': 'same' });
});

test('of a member that was set between the revisions the digests decide', () => {
  expect(verdicts([leaf('/a', 1, '1.aa')], [leaf('/a', 4, '1.bb')])).toEqual({ '/a': 'changed' });
  expect(verdicts([leaf('/a', 1, '1.aa')], [leaf('/a', 4, '1.aa')])).toEqual({ '/a': 'same' });
});

test('digests of different key versions, and missing ones, tell nothing', () => {
  expect(verdicts([leaf('/a', 1, '1.aa')], [leaf('/a', 4, '2.aa')])).toEqual({ '/a': 'unclear' });
  expect(verdicts([leaf('/a', 1)], [leaf('/a', 4)])).toEqual({ '/a': 'unclear' });
});

test('members come and go; a member that is not set is absent', () => {
  const unset = { ...leaf('/c', 1), set: false };
  expect(verdicts([leaf('/a', 1), unset], [leaf('/b', 4), unset])).toEqual({
    '/a': 'removed',
    '/b': 'added',
  });
});
