import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

import { type CompiledSchema, checkValue, compileSchema, isObject, SchemaError } from './index.ts';

const shared = process.env.BERTH_SHARED ?? fileURLToPath(new URL('../../../../shared', import.meta.url));
const folder = `${shared}/corpus/json-schema-test-suite/tests`;
const present = existsSync(folder);
const name = 'the official test suite of JSON Schema';
const suite = present ? name : `${name} (skipped: not at ${folder}; set BERTH_SHARED)`;

const DRAFTS: Readonly<Record<string, string>> = {
  draft4: 'http://json-schema.org/draft-04/schema#',
  draft6: 'http://json-schema.org/draft-06/schema#',
  draft7: 'http://json-schema.org/draft-07/schema#',
  'draft2019-09': 'https://json-schema.org/draft/2019-09/schema',
  'draft2020-12': 'https://json-schema.org/draft/2020-12/schema',
};

// Remote references are not fetched; an empty enum, other metaschemas and some classes of Unicode are refused
const REFUSED = new Set(['remote_ref', 'invalid_keyword', 'unknown_draft', 'unsafe_pattern']);
// Formats are asserted; keywords beside a $ref apply in every draft
const DIFFERS = /^format\.json|ref overrides any sibling keywords|\$ref prevents a sibling/;

interface Group {
  readonly description: string;
  readonly schema: unknown;
  readonly tests: readonly {
    readonly description: string;
    readonly data: unknown;
    readonly valid: boolean;
  }[];
}

describe.skipIf(!present)(suite, { timeout: 60_000 }, () => {
  for (const [draft, id] of Object.entries(DRAFTS)) {
    it(`agrees with every verdict of ${draft}`, () => {
      const wrong: string[] = [];
      let judged = 0;
      for (const file of readdirSync(`${folder}/${draft}`).filter((one) => one.endsWith('.json'))) {
        for (const group of JSON.parse(readFileSync(`${folder}/${draft}/${file}`, 'utf8')) as Group[]) {
          const compiled = accepted(isObject(group.schema) ? { $schema: id, ...group.schema } : group.schema);
          for (const { description, data, valid } of compiled === undefined ? [] : group.tests) {
            judged += 1;
            const test = `${file}: ${group.description}: ${description}`;
            if ((checkValue(compiled as CompiledSchema, data).length === 0) !== valid && !DIFFERS.test(test))
              wrong.push(test);
          }
        }
      }
      expect(wrong).toEqual([]);
      expect(judged).toBeGreaterThan(550);
    });
  }
});

/** Compiles a schema; `undefined` when it is refused for a known reason. */
function accepted(schema: unknown): CompiledSchema | undefined {
  try {
    return compileSchema(schema);
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    expect(error.problems.map(({ code }) => code).filter((code) => !REFUSED.has(code))).toEqual([]);
    return undefined;
  }
}
