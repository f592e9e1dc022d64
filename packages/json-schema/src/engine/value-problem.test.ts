import { expect, test } from 'vitest';
import { checkValue, compileSchema, formOf, type SchemaError } from '../index.ts';

/** Texts of which one has two UTF-16 units of a character at the place of any cut. */
const TEXTS = ['💩'.repeat(2_000), `x${'💩'.repeat(2_000)}`];

/** Tells if a text within holds half of a character: JSON escapes it. */
const holdsHalf = (value: unknown): boolean => /\\ud[89a-f]/.test(JSON.stringify(value));

const refusalOf = (schema: unknown): unknown => {
  try {
    return compileSchema(schema);
  } catch (error) {
    return (error as SchemaError).problems;
  }
};

test('no text of a schema is cut within a character, in a message or in a form', () => {
  expect(holdsHalf('\ud83d')).toBe(true);
  for (const text of TEXTS) {
    for (const schema of [{ const: text }, { enum: [text, 'b'] }, { not: { const: text } }]) {
      const problems = checkValue(compileSchema(schema), 'not' in schema ? text : 1);
      expect([problems.length, holdsHalf(problems)]).toEqual([1, false]);
    }
    const refusal = refusalOf({ $schema: text });
    expect([refusal, holdsHalf(refusal)]).toEqual([[expect.objectContaining({ path: '/$schema' })], false]);
    const form = formOf({
      type: 'object',
      properties: { a: { title: text, type: 'string' }, [text]: { type: 'string' } },
    });
    expect([JSON.stringify(form).includes('💩'), holdsHalf(form)]).toEqual([true, false]);
  }
});
