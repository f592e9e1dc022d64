import type { ErrorObject, FuncKeywordDefinition, ValidateFunction } from 'ajv';

import { isObject, ownValue } from '../json/object.ts';
import type { Pointer } from '../json/pointer.ts';
import { type BranchSignature, signatureOf } from '../schema/branch-signature.ts';
import type { Draft } from '../schema/draft.ts';
import type { ChildPlace, Place, SchemaIndex } from '../schema/schema-index.ts';
import type { AnyAjv } from './ajv.ts';
import { explainUnion, type Union } from './explain-union.ts';
import { Stopped } from './meter.ts';
import { prohibitedBy } from './not.ts';
import { validationError } from './validation-error.ts';

/** Requests the validator of a subschema, which exists once the whole schema has been compiled. */
export type SubschemaCompiler = (pointer: Pointer) => () => ValidateFunction | undefined;

type Check = ReturnType<NonNullable<FuncKeywordDefinition['compile']>>;
type Context = Parameters<Check>[1];

/** Returns the errors of a value in one branch; empty when it passes. */
type RunBranch = (branch: Place, value: unknown) => readonly ErrorObject[];
type Judge = (value: unknown, at: Pointer, run: RunBranch) => readonly ErrorObject[];

/**
 * Replaces the keywords that only test a subschema: `anyOf`, `oneOf`, `not`, `if`, `contains`. ajv compiles them into
 * the function of the schema around them, where the errors of irrelevant branches accumulate with the others. Here
 * every branch runs on its own, so its errors can be weighed or dropped, and a branch with too many errors simply
 * fails.
 *
 * Not for schemas with `unevaluated*`: only ajv's own keywords track the members that a branch evaluated.
 */
export function replaceComposites(
  ajv: AnyAjv,
  index: SchemaIndex,
  draft: Draft,
  compile: SubschemaCompiler,
): void {
  const replace = (
    keyword: string,
    schemaType: FuncKeywordDefinition['schemaType'],
    judgeFor: (parent: Place) => Judge,
  ) => {
    if (ajv.getKeyword(keyword) === false) return;
    ajv.removeKeyword(keyword);
    ajv.addKeyword({
      keyword,
      ...(schemaType === undefined ? {} : { schemaType }),
      errors: 'full',
      compile: (_schema, parentSchema) => {
        const parent = index.placeOf(parentSchema);
        if (parent === undefined) throw new Error(`${keyword} outside the schema`);
        return runner(compile, branchesOf(index, parent, keyword), judgeFor(parent));
      },
    });
  };

  for (const keyword of ['anyOf', 'oneOf'] as const) {
    replace(keyword, 'array', (parent) => judgeUnion(keyword, index, index.under(parent, keyword)));
  }
  replace('not', ['object', 'boolean'], (parent) => judgeNot(index.under(parent, 'not')));
  replace('if', ['object', 'boolean'], (parent) => judgeIf(index, parent));
  const counts = draft === '2019-09' || draft === '2020-12';
  replace('contains', ['object', 'boolean'], (parent) => judgeContains(index, parent, counts));
}

function branchesOf(index: SchemaIndex, parent: Place, keyword: string): readonly ChildPlace[] {
  const keywords = keyword === 'if' ? ['if', 'then', 'else'] : [keyword];
  return keywords.flatMap((word) => index.under(parent, word));
}

function runner(compile: SubschemaCompiler, branches: readonly Place[], judge: Judge): Check {
  const validators = new Map(branches.map(({ pointer }) => [pointer, compile(pointer)]));
  const runIn = (context: Context): RunBranch => {
    return ({ pointer }, value) => {
      const validate = validators.get(pointer)?.();
      if (validate === undefined) throw new Error(`no schema at ${pointer}`);
      try {
        return validate(value, context) === true ? [] : [...(validate.errors ?? [])];
      } catch (error) {
        if (error instanceof Stopped && error.limit === 'errors') return error.errors as ErrorObject[];
        throw error;
      }
    };
  };
  const check: Check = (value, context) => {
    const errors = judge(value, context?.instancePath ?? '', runIn(context));
    check.errors = [...errors];
    return errors.length === 0;
  };
  return check;
}

function judgeUnion(keyword: Union, index: SchemaIndex, branches: readonly Place[]): Judge {
  let signatures: readonly BranchSignature[] | undefined;
  return (value, at, run) => {
    const outcomes: (readonly ErrorObject[])[] = [];
    let passing = 0;
    for (const branch of branches) {
      const errors = run(branch, value);
      if (errors.length === 0) passing += 1;
      if (passing > 0 && keyword === 'anyOf') return [];
      outcomes.push(errors);
    }
    if (passing === 1) return [];
    if (passing > 1) return [validationError(keyword, at, { passing })];
    signatures ??= branches.map((branch) => signatureOf(index, branch));
    return explainUnion(keyword, value, at, signatures, outcomes);
  };
}

function judgeNot([branch]: readonly Place[]): Judge {
  return (value, at, run) =>
    branch !== undefined && run(branch, value).length > 0
      ? []
      : [validationError('not', at, prohibitedBy(branch?.schema, value))];
}

function judgeIf(index: SchemaIndex, parent: Place): Judge {
  const [condition] = index.under(parent, 'if');
  const [consequence] = index.under(parent, 'then');
  const [alternative] = index.under(parent, 'else');
  return (value, _at, run) => {
    if (condition === undefined || (consequence ?? alternative) === undefined) return [];
    const branch = run(condition, value).length === 0 ? consequence : alternative;
    return branch === undefined ? [] : run(branch, value);
  };
}

function judgeContains(index: SchemaIndex, parent: Place, counts: boolean): Judge {
  const [branch] = index.under(parent, 'contains');
  const bound = (keyword: string): number | undefined => {
    const value = counts && isObject(parent.schema) ? ownValue(parent.schema, keyword) : undefined;
    return typeof value === 'number' ? value : undefined;
  };
  const minContains = bound('minContains') ?? 1;
  const maxContains = bound('maxContains');
  return (value, at, run) => {
    if (!Array.isArray(value) || branch === undefined) return [];
    const found = value.filter((item) => run(branch, item).length === 0).length;
    if (found >= minContains && (maxContains === undefined || found <= maxContains)) return [];
    return [validationError('contains', at, { minContains, maxContains })];
  };
}
