import { isDeepStrictEqual } from 'node:util';

import { type CompiledSchema, validatorUnlessRefused } from '../engine/compile.ts';
import { isDeeperThan } from '../json/depth.ts';
import { isObject, ownValue } from '../json/object.ts';
import { childPointer, type Pointer } from '../json/pointer.ts';
import { disputedTags } from '../schema/branch-signature.ts';
import { type Place, SchemaIndex } from '../schema/schema-index.ts';
import { DEEPEST, Descent } from '../walk/descent.ts';
import { fits } from './fits.ts';

/**
 * Pointers of the members that belong to a choice which a merge patch has left: `before` had them because a branch of
 * a `oneOf` or `anyOf` described them, and in `after` they stand unchanged although nothing describes them any more.
 * A member is described by `properties` or a matching `patternProperties` (but for `false`), or by
 * `additionalProperties` with a subschema that says something.
 *
 * - Before, the branches that matched count; if none did, those whose type and `const`/`enum` properties allowed it.
 * - After, the branches that match count, and those that a tag of the value names: what is left over may itself keep
 *   them from matching. If none matches, all that may apply count; if all are ruled out, all of them.
 * - Both ways of an `if` and all dependent subschemas count before and after: only unions leave something over.
 *
 * Found at any depth, also inside a member that both branches have. Not named are members for which `isTouched` is
 * true, what lies below another leftover, and what an array holds that is touched or has changed: a patch writes
 * arrays whole. Takes any schema and any JSON values and never throws; a schema that does not compile is judged by
 * its tags alone, and after a million steps nothing more is named.
 */
export function leftoversOf(
  schema: unknown,
  before: unknown,
  after: unknown,
  isTouched: (pointer: Pointer) => boolean,
): Pointer[] {
  const leftovers: Pointer[] = [];
  if (isDeeperThan(before, DEEPEST) || isDeeperThan(after, DEEPEST)) return leftovers;
  const compiled = validatorUnlessRefused(schema);
  const descent = new Descent(new SchemaIndex(compiled?.schema ?? schema));

  const walk = (pair: Pair, at: Pointer): void => {
    if (!isPairOfContainers(pair)) return;
    const isArray = Array.isArray(pair.before.value);
    const unchanged = isDeepStrictEqual(pair.before.value, pair.after.value);
    if (unchanged && haveSameSchemas(pair)) return;
    if (isArray && (!unchanged || isTouched(at))) return;
    const applyingBefore = applyingTo(descent, pair.before, (branches, value) =>
      branchesBefore(descent, compiled, branches, value),
    );
    const applyingAfter = applyingTo(descent, pair.after, (branches, value) =>
      branchesAfter(descent, compiled, branches, value),
    );
    for (const name of Object.keys(pair.before.value)) {
      if (!Object.hasOwn(pair.after.value, name)) continue;
      const member = {
        before: memberOf(descent, pair.before.value, applyingBefore, name),
        after: memberOf(descent, pair.after.value, applyingAfter, name),
      };
      if (descent.exhausted) return;
      const pointer = childPointer(at, name);
      const isLeft = !isArray && member.before.places.length > 0 && member.after.places.length === 0;
      if (isLeft && isDeepStrictEqual(member.before.value, member.after.value) && !isTouched(pointer)) {
        leftovers.push(pointer);
      } else {
        walk(member, pointer);
      }
    }
  };

  const { root } = descent.index;
  walk({ before: { value: before, places: [root] }, after: { value: after, places: [root] } }, '');
  return leftovers;
}

/** A value and the subschemas that describe it. */
interface Described<Value = unknown> {
  readonly value: Value;
  readonly places: readonly Place[];
}

/** The values at one pointer, before and after. */
interface Pair<Value = unknown> {
  readonly before: Described<Value>;
  readonly after: Described<Value>;
}

function isPairOfContainers(pair: Pair): pair is Pair<object> {
  const [before, after] = [pair.before.value, pair.after.value];
  return (isObject(before) && isObject(after)) || (Array.isArray(before) && Array.isArray(after));
}

function haveSameSchemas({ before, after }: Pair): boolean {
  return (
    before.places.length === after.places.length &&
    before.places.every(({ schema }, i) => schema === after.places[i]?.schema)
  );
}

function memberOf(descent: Descent, value: object, applying: ReadonlySet<Place>, name: string): Described {
  const places = descent.into(applying, name, Array.isArray(value));
  return { value: ownValue(value, name), places: places.filter(({ schema }) => schema !== false) };
}

type ChooseBranches = (branches: readonly Place[], value: unknown) => readonly Place[];

const ALWAYS = ['allOf', 'then', 'else', 'dependentSchemas', 'dependencies'];

function applyingTo(descent: Descent, { value, places }: Described, choose: ChooseBranches): Set<Place> {
  const { index } = descent;
  return descent.closure(places, (place) => [
    ...ALWAYS.flatMap((keyword) => index.under(place, keyword)),
    ...['oneOf', 'anyOf'].flatMap((keyword) => choose(index.under(place, keyword), value)),
  ]);
}

function branchesBefore(
  descent: Descent,
  compiled: CompiledSchema | undefined,
  branches: readonly Place[],
  value: unknown,
): readonly Place[] {
  const matching = branches.filter((branch) => compiled && fits(descent, compiled, branch, value));
  return matching.length > 0 ? matching : descent.possible(branches, value);
}

function branchesAfter(
  descent: Descent,
  compiled: CompiledSchema | undefined,
  branches: readonly Place[],
  value: unknown,
): readonly Place[] {
  const possible = descent.possible(branches, value);
  const verdicts = branches.map((branch) => compiled && fits(descent, compiled, branch, value));
  if (verdicts.includes(true) && !verdicts.includes(undefined)) {
    const named = new Set(namedByTag(descent, branches, value));
    return branches.filter(
      (branch, i) => verdicts[i] === true || (named.has(branch) && possible.includes(branch)),
    );
  }
  return possible.length > 0 ? possible : branches;
}

/** The branches with a tag that the value has and that rules another branch out. */
function namedByTag(descent: Descent, branches: readonly Place[], value: unknown): readonly Place[] {
  const telling = new Set(branches.flatMap((branch) => disputedTags(descent.signature(branch), value)));
  return branches.filter((branch) =>
    [...descent.signature(branch).tags.keys()].some((name) => telling.has(name)),
  );
}
