import { isObject, ownValue } from '../json/object.ts';
import { childPointer, type Pointer } from '../json/pointer.ts';
import { indexOf } from '../schema/known-index.ts';
import { type ChildSubschema, type Subschema, says } from '../schema/schema-index.ts';
import { type Beside, type BesideReader, besideReader } from './beside.ts';
import { DEEPEST, Descent, type Further } from './descent.ts';

/** The names that say what a value is. */
export interface Naming {
  /** The name of the member, or of the array that the value is an item of, at any depth. */
  readonly own: string;
  /** The name of the object that has the value as a direct member; empty for an item of an array. */
  readonly holder: string;
}

/** A value inside the walked value, and the subschemas for it. */
interface Spot {
  readonly pointer: Pointer;
  /** The name or index of the last step; `undefined` for the whole value. */
  readonly name: string | undefined;
  readonly naming: Naming;
  readonly value: unknown;
  /** True for a scalar, an empty object or array, and a container at the depth where the walk ends. */
  readonly isLeaf: boolean;
  /** The subschemas that describe the value, before references and branches are followed. */
  readonly subschemas: readonly ChildSubschema[];
  /** True when the schema does not describe the value. */
  readonly undescribed: boolean;
  /** The subschemas that may apply to the value. Empty `beyond`, and below a visit that returned `undefined`. */
  readonly applying: ReadonlySet<Subschema>;
  /** The subschemas inside an `if` that may apply to the value. They mark it, and do not describe it. */
  readonly tested: ReadonlySet<Subschema>;
  /** True beyond the reach of the walk: too deep, or after too many steps. The schema is no longer followed there. */
  readonly beyond: boolean;
}

/** Visits one value and returns the state to hand down to its members; after `undefined` they have no subschemas. */
type Visit<Handed> = (spot: Spot, handed: Handed | undefined) => Handed | undefined;

/**
 * Walks a value from the root to every leaf, each value with the subschemas that may apply to it: references, `allOf`,
 * `then` and `else`, and the branches of a union whose type and `const`/`enum` properties do not contradict the
 * value (all branches when each of them does). Accepts any schema and any JSON value and always ends.
 */
export function walkLeaves<Handed>(
  schema: unknown,
  value: unknown,
  handed: Handed | undefined,
  visit: Visit<Handed>,
): void {
  const descent = new Descent(indexOf(schema));
  const { root } = descent.index;
  const besideOf = besideReader(descent.index, ALWAYS, descent.facts.beside);
  const besideInTests = besideReader(descent.index, IN_TESTS, descent.facts.besideInTests);
  const hasIf = descent.index.hasIf;

  const walk = (
    item: unknown,
    pointer: Pointer,
    name: string | undefined,
    naming: Naming,
    subschemas: readonly ChildSubschema[],
    tests: readonly Subschema[],
    above: Handed | undefined,
    depth: number,
  ): void => {
    const names = typeof item === 'object' && item !== null ? Object.keys(item) : [];
    const isLeaf = names.length === 0 || depth >= DEEPEST;
    const beyond = descent.exhausted || depth >= DEEPEST;
    const isFollowed = above !== undefined && !beyond && subschemas.length > 0;
    const applying = isFollowed ? applyingTo(descent, besideOf, subschemas, item) : NO_SUBSCHEMAS;
    const tested =
      isFollowed && hasIf ? testedBy(descent, besideInTests, applying, tests, item) : NO_SUBSCHEMAS;
    const undescribed = subschemas.length === 0;
    const described = { subschemas, undescribed, applying, tested, beyond };
    const below = visit({ pointer, name, naming, value: item, isLeaf, ...described }, above);
    if (isLeaf) return;
    const isItem = Array.isArray(item);
    for (const member of names) {
      const child = ownValue(item as object, member);
      const into = below === undefined ? UNDESCRIBED : descent.into(applying, member, isItem);
      const inTests = below === undefined ? UNDESCRIBED : descent.into(tested, member, isItem);
      const named = isItem
        ? { own: naming.own, holder: '' }
        : { own: member, holder: name === naming.own ? naming.own : '' };
      walk(child, childPointer(pointer, member), member, named, into, inTests, below, depth + 1);
    }
  };
  walk(
    value,
    '',
    undefined,
    { own: '', holder: '' },
    says(root.schema) ? [{ ...root, keyword: '' }] : [],
    [],
    handed,
    0,
  );
}

const NO_SUBSCHEMAS: ReadonlySet<Subschema> = new Set();
const UNDESCRIBED: readonly ChildSubschema[] = [];
const ALWAYS = ['allOf', 'then', 'else'];
const IN_TESTS = [...ALWAYS, 'if'];

const applyingTo = (
  descent: Descent,
  besideOf: BesideReader,
  subschemas: readonly Subschema[],
  value: unknown,
): ReadonlySet<Subschema> =>
  descent.applying(subschemas, (subschema) => furtherOf(descent, besideOf(subschema), value));

/** Returns the subschemas inside the `if` of one that applies, and inside the tests that lead here. */
function testedBy(
  descent: Descent,
  besideOf: BesideReader,
  applying: ReadonlySet<Subschema>,
  tests: readonly Subschema[],
  value: unknown,
): ReadonlySet<Subschema> {
  const inside = [...applying].flatMap((subschema) => descent.index.under(subschema, 'if'));
  descent.steps += applying.size / 4;
  if (inside.length + tests.length === 0) return NO_SUBSCHEMAS;
  return descent.closure(
    [...tests, ...inside],
    (subschema) => furtherOf(descent, besideOf(subschema), value).more,
  );
}

function furtherOf(descent: Descent, { always, unions, dependent, forAny }: Beside, value: unknown): Further {
  if (forAny !== undefined) return forAny;
  const more = [...always];
  for (const all of unions) {
    const possible = descent.possible(all, value);
    more.push(...(possible.length > 0 ? possible : all));
  }
  if (!isObject(value)) return { more, forAny: false };
  descent.steps += dependent.length / 8;
  for (const [member, found] of dependent) if (Object.hasOwn(value, member)) more.push(found);
  return { more, forAny: false };
}
