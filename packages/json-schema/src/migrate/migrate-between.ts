import { isObject, ownValue, setOwn } from '../json/object.ts';
import { childPointer, getAt, type Pointer, parsePointer } from '../json/pointer.ts';
import { secretLeaves } from '../secrets/secret-leaves.ts';
import { secrecyOf } from '../secrets/secret-paths.ts';
import { applyProblems } from './errors.ts';
import { type Below, type Migrated, migrating } from './migrate.ts';
import type { Operation } from './operation.ts';
import { isEmptyLeaf, type Marked } from './secret-problems.ts';

/** The specifications before and after, and the leaves that were secret when they were sent. */
export interface Between {
  readonly before: Marked;
  readonly after: Marked;
  readonly sentAsSecret: readonly Pointer[];
  /** The value that the migrated one is laid over, if it is partial. */
  readonly below?: Below | undefined;
}

/**
 * Migrates a value from one specification to another, and keeps its secrets: a secret that the patches took to a place
 * that is none is left out of the value (an item of an array becomes null), with the problem `send_again`. So is a
 * literal at the place of a secret. `secrets` names the secrets that remain; they are to stay secret, also where they
 * have not moved and the later specification no longer marks them.
 *
 * Runs in steps, so that others can run between them. @returns the value by the last step.
 */
export function* migrateBetween(
  value: unknown,
  patches: readonly (readonly Operation[])[],
  { before, after, sentAsSecret, below }: Between,
): Generator<undefined, Migrated> {
  const secrets = new Set([...secretLeaves(before.schema, value, before), ...sentAsSecret]);
  yield;
  const migrated = yield* migrating(value, patches, [...secrets], below);
  if (migrated.problems.length > 0) return migrated;
  yield;
  const secretNow = new Set(secretLeaves(after.schema, migrated.value, after));
  yield;
  const exposed = migrated.secrets.filter(({ from, to }) => from !== to && !secretNow.has(to));
  const secrecy = secrecyOf(after.schema, after);
  const literals = migrated.written.filter(
    ({ path }) =>
      secretNow.has(path) &&
      !isEmptyLeaf(getAt(migrated.value, path)) &&
      ['marked', 'unknown'].includes(secrecy(parsePointer(path) ?? [])),
  );
  const out = new Set([...exposed.map(({ to }) => to), ...literals.map(({ path }) => path)]);
  if (out.size === 0) return migrated;
  return {
    ...migrated,
    value: without(migrated.value, '', out),
    moves: migrated.moves.filter(({ to }) => !out.has(to)),
    written: migrated.written.filter(({ path }) => !out.has(path)),
    secrets: migrated.secrets.filter(({ to }) => !out.has(to)),
    problems: [...out].map((path) => applyProblems.sendAgain(path)),
  };
}

/** Copies a value without some leaves: a member is left out, an item becomes null. */
function without(value: unknown, at: Pointer, out: ReadonlySet<Pointer>): unknown {
  if (Array.isArray(value)) {
    return value.map((item, index) => {
      const place = childPointer(at, index);
      return out.has(place) ? null : without(item, place, out);
    });
  }
  if (!isObject(value)) return value;
  const left = {};
  for (const name of Object.keys(value)) {
    const place = childPointer(at, name);
    if (!out.has(place)) setOwn(left, name, without(ownValue(value, name), place, out));
  }
  return left;
}
