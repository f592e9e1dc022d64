import type { FuncKeywordDefinition } from 'ajv';

import { type AnyAjv, validatorAt } from './engine.ts';
import { childPointer } from './pointer.ts';
import type { SchemaIndex } from './schema-index.ts';

/** `contains` for explaining: one error for the array, where ajv adds those of every item that does not match. */
export function containsKeyword(ajv: AnyAjv, index: SchemaIndex, countable: boolean): FuncKeywordDefinition {
  return {
    keyword: 'contains',
    type: 'array',
    schemaType: ['object', 'boolean'],
    errors: 'full',
    compile: (_schema, parentSchema) => {
      const parent = index.placeOf(parentSchema);
      if (parent === undefined) throw new Error('contains outside the schema');
      const pointer = childPointer(parent.pointer, 'contains');
      const { minContains, maxContains } = parentSchema as Record<string, number | undefined>;
      const min = countable ? (minContains ?? 1) : 1;
      const max = countable ? maxContains : undefined;

      const check: ReturnType<NonNullable<FuncKeywordDefinition['compile']>> = (
        items: readonly unknown[],
        context,
      ) => {
        const validate = validatorAt(ajv, pointer);
        const found = items.filter((item) => validate(item, context) === true).length;
        if (found >= min && (max === undefined || found <= max)) return true;
        const params = { minContains: min, maxContains: max };
        check.errors = [
          { keyword: 'contains', instancePath: context?.instancePath ?? '', schemaPath: '', params },
        ];
        return false;
      };
      return check;
    },
  };
}
