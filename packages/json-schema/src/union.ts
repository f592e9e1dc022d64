import type { ErrorObject, FuncKeywordDefinition } from 'ajv';

import { type BranchSignature, disputedTags, signatureOf, typeFits } from './branches.ts';
import { type AnyAjv, validatorAt } from './engine.ts';
import { Stopped } from './meter.ts';
import { childPointer, type Pointer } from './pointer.ts';
import type { SchemaIndex } from './schema-index.ts';

type Union = 'oneOf' | 'anyOf';

/**
 * `oneOf` or `anyOf` for explaining: ajv's own reports the errors of every branch in one heap. This one runs the
 * branches apart and reports what helps the reader:
 * - no branch takes the value's type: one `type` error;
 * - type or a `const`/`enum` property leaves one branch: that branch's errors;
 * - the discriminating property has a value no branch knows: one error on that property;
 * - otherwise one line for the union and the errors of the nearest branch.
 */
export function unionKeyword(keyword: Union, ajv: AnyAjv, index: SchemaIndex): FuncKeywordDefinition {
  return {
    keyword,
    schemaType: 'array',
    errors: 'full',
    compile: (_branches, parentSchema) => {
      const parent = index.placeOf(parentSchema);
      if (parent === undefined) throw new Error(`${keyword} outside the schema`);
      const places = index.childrenOf(parent).filter((child) => child.keyword === keyword);
      let signatures: readonly BranchSignature[] | undefined;

      const check: ReturnType<NonNullable<FuncKeywordDefinition['compile']>> = (value, context) => {
        const outcomes = places.map(({ pointer }) => branchErrors(ajv, pointer, value, context));
        const passing = outcomes.filter((errors) => errors.length === 0).length;
        if (passing === 1 || (passing > 1 && keyword === 'anyOf')) return true;
        const at = context?.instancePath ?? '';
        signatures ??= places.map((place) => signatureOf(index, place));
        check.errors =
          passing > 1
            ? [unionError(keyword, at, { passing, branches: places.length })]
            : [...explainUnion(keyword, value, at, signatures, outcomes)];
        return false;
      };
      return check;
    },
  };
}

type Context = Parameters<ReturnType<typeof validatorAt>>[1];

function branchErrors(
  ajv: AnyAjv,
  pointer: Pointer,
  value: unknown,
  context: Context,
): readonly ErrorObject[] {
  const validate = validatorAt(ajv, pointer);
  try {
    return validate(value, context) === true ? [] : [...(validate.errors ?? [])];
  } catch (error) {
    if (error instanceof Stopped && error.limit === 'errors') return error.errors as ErrorObject[];
    throw error;
  }
}

function explainUnion(
  keyword: Union,
  value: unknown,
  at: Pointer,
  signatures: readonly BranchSignature[],
  outcomes: readonly (readonly ErrorObject[])[],
): readonly ErrorObject[] {
  const all = signatures.map((signature, i) => ({ signature, errors: outcomes[i] ?? [] }));
  const typed = all.filter(({ signature }) => typeFits(signature, value));
  if (typed.length === 0) {
    const types = new Set(signatures.flatMap(({ types }) => [...(types ?? [])]));
    return [error('type', at, { type: [...types] })];
  }
  const applicable = typed.filter(({ signature }) => disputedTags(signature, value).length === 0);
  if (applicable.length === 1) return applicable[0]?.errors ?? [];
  if (applicable.length === 0) {
    const tag = tagDisputedByAll(typed.map(({ signature }) => disputedTags(signature, value)));
    if (tag !== undefined) {
      const allowed = new Set(typed.flatMap(({ signature }) => [...(signature.tags.get(tag) ?? [])]));
      const [only, ...more] = allowed;
      const property = childPointer(at, tag);
      if (more.length === 0) return [error('const', property, { allowedValue: only })];
      return [error('enum', property, { allowedValues: [...allowed] })];
    }
  }
  const near = (applicable.length > 0 ? applicable : typed).reduce((best, branch) =>
    branch.errors.length < best.errors.length ? branch : best,
  );
  return [unionError(keyword, at, { passing: 0, branches: signatures.length }), ...near.errors];
}

function tagDisputedByAll(disputes: readonly (readonly string[])[]): string | undefined {
  return disputes[0]?.find((tag) => disputes.every((tags) => tags.includes(tag)));
}

function unionError(keyword: Union, at: Pointer, counts: { passing: number; branches: number }): ErrorObject {
  return error(keyword, at, counts);
}

function error(keyword: string, instancePath: Pointer, params: Record<string, unknown>): ErrorObject {
  return { keyword, instancePath, schemaPath: '', params };
}
