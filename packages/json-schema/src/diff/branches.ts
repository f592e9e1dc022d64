import type { CompiledSchema } from '../engine/compile.ts';
import { canonicalJson } from '../json/canonical-json.ts';
import { isObject } from '../json/object.ts';
import type { Work } from '../json/work.ts';
import { type BranchSignature, signatureOf } from '../schema/branch-signature.ts';
import type { Subschema } from '../schema/schema-index.ts';
import { kindsOf, memberOf, requiredOf, type Shape, sameIn, type Union, valuesOf } from './shape.ts';
import type { Steps } from './steps.ts';

/** The branches of two unions: those that belong together, those that only the earlier has, and the later's own. */
interface Pairing {
  readonly pairs: readonly (readonly [Subschema, Subschema])[];
  readonly gone: readonly Subschema[];
  readonly come: readonly Subschema[];
}

/**
 * Pairs the branches of two unions: first equal ones, then those with the same tag (a member that has one value), then
 * those with the same title, and those at the same position in lists of the same length.
 */
export function* pairBranches(
  before: CompiledSchema,
  one: Union,
  after: CompiledSchema,
  other: Union,
  work: Work,
): Steps<Pairing> {
  const same = sameIn(before, after, work);
  const signatures = new Map<Subschema, BranchSignature>();
  const tagsOf = (schema: CompiledSchema, subschema: Subschema): BranchSignature['tags'] => {
    const found = signatures.get(subschema) ?? signatureOf(schema.index, subschema);
    if (!signatures.has(subschema)) work.spend(found.read * 2);
    signatures.set(subschema, found);
    return found.tags;
  };
  const agree = (branch: Subschema, match: Subschema): boolean | undefined => {
    const [mine, others] = [tagsOf(before, branch), tagsOf(after, match)];
    work.spend(1 + mine.size / 2);
    return tagsAgree(mine, others, work);
  };
  const pairs: [Subschema, Subschema][] = [];
  const left = new Set(one.branches);
  const right = new Set(other.branches);
  function* pairBy(belong: (branch: Subschema, match: Subschema) => boolean): Steps {
    for (const branch of left) {
      yield;
      const match = [...right].find((candidate) => belong(branch, candidate));
      if (match === undefined) continue;
      pairs.push([branch, match]);
      left.delete(branch);
      right.delete(match);
    }
  }
  yield* pairBy((branch, match) => same(branch.schema, match.schema));
  yield* pairBy((branch, match) => agree(branch, match) === true);
  yield* pairBy((branch, match) => titleOf(branch) !== undefined && titleOf(branch) === titleOf(match));
  if (one.branches.length === other.branches.length) {
    yield* pairBy(
      (branch, match) =>
        one.branches.indexOf(branch) === other.branches.indexOf(match) && agree(branch, match) === undefined,
    );
  }
  return { pairs, gone: [...left], come: [...right] };
}

const titleOf = ({ schema }: Subschema): unknown => (isObject(schema) ? schema.title : undefined);

/** True when a tag of both branches has a value in common, false when all tags differ, undefined without a tag. */
function tagsAgree(
  left: BranchSignature['tags'],
  right: BranchSignature['tags'],
  work: Work,
): boolean | undefined {
  const common = [...left].flatMap(([name, values]) => {
    const others = right.get(name);
    work.spend(others === undefined ? 0 : values.size / 8);
    return others === undefined ? [] : [[...values].some((value) => others.has(value))];
  });
  return common.length === 0 ? undefined : common.includes(true);
}

/** Tells if no value can fit both shapes, as far as types, tags and required members show. */
export function disjoint(left: Shape, right: Shape): boolean {
  if (left.impossible || right.impossible) return true;
  const kinds = [...kindsOf(left)].filter((kind) => kindsOf(right).has(kind));
  if (kinds.length === 0) return true;
  const values = [valuesOf(left), valuesOf(right)];
  if (values[0] && values[1] && noneInCommon(values[0], values[1], left.work)) return true;
  if (kinds.length > 1 || kinds[0] !== 'object') return false;
  const required = new Set([...requiredOf(left), ...requiredOf(right)]);
  return [...required].some((name) => {
    const [one, other] = [memberOf(left, name).shape, memberOf(right, name).shape];
    if (one.impossible || other.impossible) return true;
    const [allowed, also] = [valuesOf(one), valuesOf(other)];
    return allowed !== null && also !== null && noneInCommon(allowed, also, left.work);
  });
}

function noneInCommon(values: readonly unknown[], others: readonly unknown[], work: Work): boolean {
  work.spend((values.length + others.length) * 2);
  const texts = new Set(others.map(canonicalJson));
  return !values.some((value) => texts.has(canonicalJson(value)));
}
