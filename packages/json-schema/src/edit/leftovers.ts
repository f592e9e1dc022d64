import { type CompiledSchema, validatorUnlessRefused } from '../engine/compile.ts';
import { type Secrets, type Veil, veiledBelow } from '../engine/veil.ts';
import { isDeeperThan } from '../json/depth.ts';
import { isObject, ownValue } from '../json/object.ts';
import { childPointer, type Pointer } from '../json/pointer.ts';
import { disputedTags } from '../schema/branch-signature.ts';
import { indexOf } from '../schema/known-index.ts';
import type { Subschema } from '../schema/schema-index.ts';
import { DEEPEST, Descent } from '../walk/descent.ts';
import { fits } from './fits.ts';

/**
 * Returns pointers to the members that belong to a choice which a merge patch has abandoned: `before` had them because
 * a branch of a `oneOf` or `anyOf` described them, and `after` still has them unchanged although no subschema describes
 * them any more. A member is described by `properties` or a matching `patternProperties` (but not by `false`), or by a
 * non-empty `additionalProperties`.
 *
 * - Before, the branches that match count; if none does, those whose type and `const`/`enum` properties allow the
 *   value.
 * - After, the branches that match count, and those that a tag of the value names: the leftovers themselves may keep
 *   them from matching. If none matches, all that may apply count; if all are ruled out, all of them.
 * - Both sides of an `if` and all dependent subschemas count before and after: only unions leave members over.
 *
 * Leftovers are found at any depth, also inside a member that both branches have. The result excludes members for which
 * `isTouched` is true, members below another leftover, and the contents of a touched or changed array: a patch writes
 * arrays whole. Accepts any schema and any JSON values and never throws. A schema that does not compile is judged by
 * its tags alone, and the search ends after 150,000 steps, whatever the secrets under `veils` contain.
 */
export function leftoversOf(
  schema: unknown,
  before: unknown,
  after: unknown,
  isTouched: (pointer: Pointer) => boolean,
  veils?: { readonly before: Veil | undefined; readonly after: Veil | undefined },
): Pointer[] {
  const leftovers: Pointer[] = [];
  if (isDeeperThan(before, DEEPEST) || isDeeperThan(after, DEEPEST)) return leftovers;
  const compiled = validatorUnlessRefused(schema);
  const descent = new Descent(compiled?.index ?? indexOf(schema));

  const isSame = sameness();

  const walk = (pair: Pair, at: Pointer): void => {
    if (!isPairOfContainers(pair)) return;
    const isArray = Array.isArray(pair.before.value);
    const unchanged = isSame(pair.before.value, pair.after.value);
    if (unchanged && haveSameSchemas(pair)) return;
    if (isArray && (!unchanged || isTouched(at))) return;
    const applyingBefore = applyingTo(descent, pair.before, (branches, described) =>
      branchesBefore(descent, compiled, branches, described),
    );
    const applyingAfter = applyingTo(descent, pair.after, (branches, described) =>
      branchesAfter(descent, compiled, branches, described),
    );
    const sameSchemas = areSame(applyingBefore, applyingAfter);
    for (const name of Object.keys(pair.before.value)) {
      if (!Object.hasOwn(pair.after.value, name)) continue;
      // An unchanged member that the same schemas describe leaves nothing over
      if (sameSchemas && isSame(ownValue(pair.before.value, name), ownValue(pair.after.value, name)))
        continue;
      const member = {
        before: memberOf(descent, pair.before, applyingBefore, name),
        after: memberOf(descent, pair.after, applyingAfter, name),
      };
      if (descent.exhausted) return;
      const pointer = childPointer(at, name);
      const isLeft = !isArray && member.before.subschemas.length > 0 && member.after.subschemas.length === 0;
      if (isLeft && isSame(member.before.value, member.after.value) && !isTouched(pointer)) {
        leftovers.push(pointer);
      } else {
        walk(member, pointer);
      }
    }
  };

  const { root } = descent.index;
  const subschemas = [root];
  walk(
    {
      before: { value: before, subschemas, secrets: veils?.before?.whole },
      after: { value: after, subschemas, secrets: veils?.after?.whole },
    },
    '',
  );
  return leftovers;
}

/** A value and the subschemas that describe it. */
interface Described<Value = unknown> {
  readonly value: Value;
  readonly subschemas: readonly Subschema[];
  readonly secrets: Secrets | undefined;
}

/** The values at one pointer, before and after. */
interface Pair<Value = unknown> {
  readonly before: Described<Value>;
  readonly after: Described<Value>;
}

/**
 * Makes the test for equality of two values at the same place of two documents. Both documents are compared once in
 * all, however many of their places are asked about.
 */
function sameness(): (before: unknown, after: unknown) => boolean {
  const known = new Map<unknown, { after: unknown; same: boolean }>();
  const isSame = (before: unknown, after: unknown): boolean => {
    if (Object.is(before, after)) return true;
    if (typeof before !== 'object' || typeof after !== 'object' || before === null || after === null)
      return false;
    const asked = known.get(before);
    if (asked?.after === after) return asked.same;
    const names = Object.keys(before);
    const alike =
      Array.isArray(before) === Array.isArray(after) && names.length === Object.keys(after).length;
    // Every member is compared, also after the first that differs: each is asked about later
    const same = names.reduce(
      (all, name) =>
        Object.hasOwn(after, name) && isSame(ownValue(before, name), ownValue(after, name)) && all,
      alike,
    );
    known.set(before, { after, same });
    return same;
  };
  return isSame;
}

function isPairOfContainers(pair: Pair): pair is Pair<object> {
  const [before, after] = [pair.before.value, pair.after.value];
  return (isObject(before) && isObject(after)) || (Array.isArray(before) && Array.isArray(after));
}

function haveSameSchemas({ before, after }: Pair): boolean {
  return (
    before.subschemas.length === after.subschemas.length &&
    before.subschemas.every(({ schema }, i) => schema === after.subschemas[i]?.schema)
  );
}

function areSame(before: ReadonlySet<Subschema>, after: ReadonlySet<Subschema>): boolean {
  if (before.size !== after.size) return false;
  const schemas = new Set([...before].map(({ schema }) => schema));
  return [...after].every(({ schema }) => schemas.has(schema));
}

function memberOf(
  descent: Descent,
  { value, secrets }: Described<object>,
  applying: ReadonlySet<Subschema>,
  name: string,
): Described {
  const subschemas = descent.into(applying, name, Array.isArray(value));
  return {
    value: ownValue(value, name),
    subschemas: subschemas.filter(({ schema }) => schema !== false),
    secrets: secrets && { ...secrets, at: veiledBelow(secrets.at, name) },
  };
}

type ChooseBranches = (branches: readonly Subschema[], described: Described) => readonly Subschema[];

const ALWAYS = ['allOf', 'then', 'else', 'dependentSchemas', 'dependencies'];

function applyingTo(descent: Descent, described: Described, choose: ChooseBranches): Set<Subschema> {
  const { index } = descent;
  return descent.closure(described.subschemas, (subschema) => [
    ...ALWAYS.flatMap((keyword) => index.under(subschema, keyword)),
    ...['oneOf', 'anyOf'].flatMap((keyword) => choose(index.under(subschema, keyword), described)),
  ]);
}

function branchesBefore(
  descent: Descent,
  compiled: CompiledSchema | undefined,
  branches: readonly Subschema[],
  { value, secrets }: Described,
): readonly Subschema[] {
  const matching = branches.filter((branch) => compiled && fits(descent, compiled, branch, value, secrets));
  return matching.length > 0 ? matching : descent.possible(branches, value);
}

function branchesAfter(
  descent: Descent,
  compiled: CompiledSchema | undefined,
  branches: readonly Subschema[],
  { value, secrets }: Described,
): readonly Subschema[] {
  const possible = descent.possible(branches, value);
  const verdicts = branches.map((branch) => compiled && fits(descent, compiled, branch, value, secrets));
  if (verdicts.includes(true) && !verdicts.includes(undefined)) {
    const named = new Set(namedByTag(descent, branches, value));
    return branches.filter(
      (branch, i) => verdicts[i] === true || (named.has(branch) && possible.includes(branch)),
    );
  }
  return possible.length > 0 ? possible : branches;
}

/** Returns the branches with a tag that the value has and that rules out another branch. */
function namedByTag(descent: Descent, branches: readonly Subschema[], value: unknown): readonly Subschema[] {
  const telling = new Set(branches.flatMap((branch) => disputedTags(descent.signature(branch), value)));
  return branches.filter((branch) =>
    [...descent.signature(branch).tags.keys()].some((name) => telling.has(name)),
  );
}
