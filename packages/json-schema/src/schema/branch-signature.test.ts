import { expect, it } from 'vitest';

import { checkValue, compileSchema } from '../index.ts';
import { mayApply, signatureOf } from './branch-signature.ts';

const DRAFTS = ['draft-04/schema', 'draft-07/schema', 'draft/2019-09/schema', 'draft/2020-12/schema'];
const PARTS: readonly object[] = [
  { type: 'string' },
  { type: 'number' },
  { type: 'integer' },
  { type: ['number', 'string'] },
  { type: 'object' },
  { properties: { kind: { const: 'a' } } },
  { properties: { kind: { enum: ['b', 1] } } },
  { properties: { kind: { allOf: [{ const: 'a' }] } } },
  { $ref: '#/definitions/text' },
  { $ref: '#/definitions/a' },
  {},
];
const VALUES: readonly unknown[] = [
  'x',
  1,
  1.5,
  1.0,
  null,
  true,
  [],
  {},
  { kind: 'a' },
  { kind: 'b' },
  { kind: 1 },
];

it('a branch that accepts a value is never ruled out, in any draft', () => {
  const wrong: unknown[] = [];
  for (const draft of DRAFTS) {
    for (const one of PARTS) {
      for (const other of PARTS) {
        for (const branch of [{ ...one, ...other }, { ...one, allOf: [other] }, { allOf: [one, other] }]) {
          const schema = {
            $schema: `http://json-schema.org/${draft}`,
            definitions: { text: { type: 'string' }, a: { properties: { kind: { const: 'a' } } } },
            ...branch,
          };
          const compiled = compileSchema(schema);
          const { index } = compiled;
          const signature = signatureOf(index, index.root);
          for (const value of VALUES) {
            if (checkValue(compiled, value).length === 0 && !mayApply(signature, value)) {
              wrong.push([draft, branch, value]);
            }
          }
        }
      }
    }
  }
  expect(wrong).toEqual([]);
});
