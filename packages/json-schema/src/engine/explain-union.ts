import { isObject } from '../json/object.ts';
import { type BranchSignature, disputedTags, typeFits } from '../schema/branch-signature.ts';
import { type Fault, fault, type Path } from './fault.ts';

export type Union = 'oneOf' | 'anyOf';

/**
 * Explains why no branch of a union accepts a value, given each branch's signature and errors:
 * - no branch accepts the value's type: one `type` error;
 * - type or a `const`/`enum` property leaves one branch: that branch's errors;
 * - the discriminating property matches no branch, or is missing: one error on that property, with the choices;
 * - otherwise one line for the union and the errors of the nearest branch, the one with the fewest.
 */
export function explainUnion(
  keyword: Union,
  value: unknown,
  at: Path,
  signatures: readonly BranchSignature[],
  outcomes: readonly (readonly Fault[])[],
): readonly Fault[] {
  const all = signatures.map((signature, i) => ({ signature, errors: outcomes[i] ?? [] }));
  const typed = all.filter(({ signature }) => typeFits(signature, value));
  if (typed.length === 0) {
    const types = new Set(signatures.flatMap(({ types }) => [...(types ?? [])]));
    return [fault('type', at, { type: [...types] })];
  }
  const applicable = typed.filter(({ signature }) => disputedTags(signature, value).length === 0);
  if (applicable.length === 1) return applicable[0]?.errors ?? [];
  if (applicable.length === 0) {
    const tag = tagDisputedByAll(typed.map(({ signature }) => disputedTags(signature, value)));
    if (tag !== undefined) {
      return [unknownTag({ up: at, name: tag }, valuesOf(typed, tag))];
    }
  }
  const missing = missingTag(typed, value, at);
  if (missing !== undefined) {
    const allowedValues = valuesOf(typed, missing);
    return [fault('required', at, { missingProperty: missing, allowedValues })];
  }
  const near = (applicable.length > 0 ? applicable : typed).reduce((best, branch) =>
    branch.errors.length < best.errors.length ? branch : best,
  );
  return [fault(keyword, at, { passing: 0 }), ...near.errors];
}

function tagDisputedByAll(disputes: readonly (readonly string[])[]): string | undefined {
  return disputes[0]?.find((tag) => disputes.every((tags) => tags.includes(tag)));
}

interface Branch {
  readonly signature: BranchSignature;
  readonly errors: readonly Fault[];
}

/** Lists the values that the branches allow for a tag. */
function valuesOf(branches: readonly Branch[], tag: string): readonly unknown[] {
  return [...new Set(branches.flatMap(({ signature }) => [...(signature.tags.get(tag) ?? [])]))];
}

/** Finds a tag that the value lacks, that every branch requires, and by whose values the branches differ. */
function missingTag(branches: readonly Branch[], value: unknown, at: Path): string | undefined {
  const [first, ...others] = branches;
  if (first === undefined || others.length === 0 || !isObject(value)) return undefined;
  const misses = ({ errors }: Branch, tag: string): boolean =>
    errors.some((one) => one.keyword === 'required' && one.at === at && one.params.missingProperty === tag);
  return [...first.signature.tags.keys()].find((tag) => {
    if (!branches.every((branch) => misses(branch, tag))) return false;
    const values = branches.flatMap(({ signature }) => [...(signature.tags.get(tag) ?? [])]);
    return new Set(values).size === values.length;
  });
}

function unknownTag(at: Path, allowedValues: readonly unknown[]): Fault {
  const [allowedValue, ...others] = allowedValues;
  if (others.length === 0) return fault('const', at, { allowedValue });
  return fault('enum', at, { allowedValues });
}
