import type { CompiledSchema } from '../engine/compile.ts';
import { canonicalJson } from '../json/canonical-json.ts';
import { isObject } from '../json/object.ts';
import { type BranchSignature, signatureOf } from '../schema/branch-signature.ts';
import type { Place } from '../schema/schema-index.ts';
import { type Kind, kindsOf, memberOf, requiredOf, type Shape, type Union, valuesOf } from './shape.ts';
import type { Walk } from './walk.ts';

/** The branches of two unions: those that belong together, those that only the earlier has, and the later's own. */
interface Pairing {
  readonly pairs: readonly (readonly [Place, Place])[];
  readonly gone: readonly Place[];
  readonly come: readonly Place[];
}

/**
 * Pairs the branches of two unions: first equal ones, then those with the same tag (a member that has one value), then
 * those with the same title, and those at the same position in lists of the same length.
 */
export function pairBranches(
  before: CompiledSchema,
  one: Union,
  after: CompiledSchema,
  other: Union,
  same: (one: unknown, other: unknown) => boolean,
): Pairing {
  const tagsIn = ({ index }: CompiledSchema, branches: readonly Place[]) =>
    new Map(branches.map((branch) => [branch, signatureOf(index, branch).tags] as const));
  const [tags, others] = [tagsIn(before, one.branches), tagsIn(after, other.branches)];
  const agree = (branch: Place, match: Place) => tagsAgree(tags.get(branch), others.get(match));
  const pairs: [Place, Place][] = [];
  const left = new Set(one.branches);
  const right = new Set(other.branches);
  const pairBy = (belong: (branch: Place, match: Place) => boolean): void => {
    for (const branch of left) {
      const match = [...right].find((candidate) => belong(branch, candidate));
      if (match === undefined) continue;
      pairs.push([branch, match]);
      left.delete(branch);
      right.delete(match);
    }
  };
  pairBy((branch, match) => same(branch.schema, match.schema));
  pairBy((branch, match) => agree(branch, match) === true);
  pairBy((branch, match) => titleOf(branch) !== undefined && titleOf(branch) === titleOf(match));
  if (one.branches.length === other.branches.length) {
    pairBy(
      (branch, match) =>
        one.branches.indexOf(branch) === other.branches.indexOf(match) && agree(branch, match) === undefined,
    );
  }
  return { pairs, gone: [...left], come: [...right] };
}

const titleOf = ({ schema }: Place): unknown => (isObject(schema) ? schema.title : undefined);

type Tags = BranchSignature['tags'];

/** True when a tag of both branches has a value in common, false when all tags differ, undefined without a tag. */
function tagsAgree(left: Tags = new Map(), right: Tags = new Map()): boolean | undefined {
  const common = [...left].flatMap(([name, values]) => {
    const others = right.get(name);
    return others === undefined ? [] : [[...values].some((value) => others.has(value))];
  });
  return common.length === 0 ? undefined : common.includes(true);
}

/** The facts about a shape that tell it from others, each found once. */
interface Facts {
  readonly kinds: ReadonlySet<Kind>;
  readonly values: ReadonlySet<string> | null;
  readonly required: ReadonlySet<string>;
  readonly members: Map<string, MemberFacts>;
}

interface MemberFacts {
  readonly impossible: boolean;
  readonly values: ReadonlySet<string> | null;
}

const facts = new WeakMap<Shape, Facts>();

function factsOf(shape: Shape): Facts {
  const known = facts.get(shape);
  if (known !== undefined) return known;
  const found = {
    kinds: kindsOf(shape),
    values: textsOf(shape),
    required: requiredOf(shape),
    members: new Map<string, MemberFacts>(),
  };
  facts.set(shape, found);
  return found;
}

function memberFacts(shape: Shape, name: string): MemberFacts {
  const { members } = factsOf(shape);
  const known = members.get(name);
  if (known !== undefined) return known;
  const { shape: member } = memberOf(shape, name);
  const found = { impossible: member.impossible, values: textsOf(member) };
  members.set(name, found);
  return found;
}

function textsOf(shape: Shape): ReadonlySet<string> | null {
  const values = valuesOf(shape);
  return values && new Set(values.map(canonicalJson));
}

/** The members and values that are compared in the time of one step. */
const LOOKS_A_STEP = 50;

type Spender = Pick<Walk, 'spend'>;

/** Tells if no value can fit both shapes, as far as types, tags and required members show. */
export function disjoint(left: Shape, right: Shape, walk: Spender): boolean {
  if (left.impossible || right.impossible) return true;
  const [one, other] = [factsOf(left), factsOf(right)];
  const kinds = [...one.kinds].filter((kind) => other.kinds.has(kind));
  if (kinds.length === 0 || nothingInCommon(one.values, other.values, walk)) return true;
  if (kinds.length > 1 || kinds[0] !== 'object') return false;
  const required = new Set([...one.required, ...other.required]);
  walk.spend(required.size / LOOKS_A_STEP);
  return [...required].some((name) => {
    const [mine, theirs] = [memberFacts(left, name), memberFacts(right, name)];
    return mine.impossible || theirs.impossible || nothingInCommon(mine.values, theirs.values, walk);
  });
}

/** Tells if two sets have no value in common. Null stands for every value. */
function nothingInCommon(
  values: ReadonlySet<string> | null,
  others: ReadonlySet<string> | null,
  walk: Spender,
): boolean {
  if (values === null || others === null) return false;
  walk.spend(values.size / LOOKS_A_STEP);
  return ![...values].some((value) => others.has(value));
}
