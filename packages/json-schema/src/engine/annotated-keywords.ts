import { _, type CodeKeywordDefinition, Name } from 'ajv';

import type { AnyAjv } from './ajv.ts';

/**
 * Replaces `anyOf` and `oneOf` for schemas with `unevaluated*`. ajv nests the code of each branch in that of the
 * previous one and keeps the errors of every failed branch: two unions of two branches on each of forty levels exhaust
 * any memory. This writes the branches side by side and keeps no errors.
 */
export function flattenUnion(ajv: AnyAjv, keyword: 'anyOf' | 'oneOf'): void {
  ajv.removeKeyword(keyword);
  ajv.addKeyword({
    keyword,
    schemaType: 'array',
    trackErrors: true,
    code: (cxt) => {
      const { gen, schema } = cxt;
      const passing = gen.let('passing', 0);
      const valid = gen.name('_valid');
      for (let i = 0; i < (schema as unknown[]).length; i++) {
        // No short cut: every branch that passes adds to the evaluated members
        const branch = cxt.subschema({ keyword, schemaProp: i, compositeRule: true }, valid);
        cxt.reset();
        gen.if(valid, () => {
          gen.code(_`${passing}++`);
          cxt.mergeEvaluated(branch, Name);
        });
      }
      cxt.pass(keyword === 'anyOf' ? _`${passing} > 0` : _`${passing} === 1`);
    },
  });
}

/** Drops the errors of items that `contains` tried without success: they are not errors of the value. */
export function forgetContainsErrors(ajv: AnyAjv): void {
  const native = ajv.getKeyword('contains');
  if (typeof native !== 'object' || !('code' in native)) return;
  ajv.removeKeyword('contains');
  ajv.addKeyword({
    ...native,
    keyword: 'contains',
    // unevaluatedItems ignores the items that a keyword later in the list evaluates
    before: 'unevaluatedItems',
    code: (cxt, ruleType) => {
      const subschema = cxt.subschema.bind(cxt);
      cxt.subschema = (application, valid) => {
        const inner = subschema(application, valid);
        cxt.reset();
        return inner;
      };
      native.code(cxt, ruleType);
    },
  } as CodeKeywordDefinition);
}
