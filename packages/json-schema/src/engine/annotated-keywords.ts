import { _, type CodeKeywordDefinition, Name } from 'ajv';

import type { AnyAjv } from './ajv.ts';

/**
 * `anyOf` and `oneOf` for schemas with `unevaluated*`. ajv's own nest the code of each branch in that of the one
 * before, and keep the errors of every branch that failed: twice two branches forty levels down fill any memory.
 * This writes them side by side and keeps none.
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
        // No short cut: every branch that passes counts towards what is evaluated
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

/** Drops the errors of items that `contains` tried and found wanting: they are no errors of the value. */
export function forgetContainsErrors(ajv: AnyAjv): void {
  const native = ajv.getKeyword('contains');
  if (typeof native !== 'object' || !('code' in native)) return;
  ajv.removeKeyword('contains');
  ajv.addKeyword({
    ...native,
    keyword: 'contains',
    // What comes later in the list does not count as evaluated
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
