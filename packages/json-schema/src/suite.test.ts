import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

import { isLongRun } from '../../../scripts/testing/long.mjs';
import {
  bundleSchemas,
  type CompiledSchema,
  checkValue,
  compileSchema,
  isObject,
  SchemaError,
} from './index.ts';

const shared = process.env.BERTH_SHARED ?? fileURLToPath(new URL('../../../../shared', import.meta.url));
const folder = `${shared}/corpus/json-schema-test-suite`;
const present = existsSync(folder);
const name = 'the official test suite of JSON Schema';
const suite = present ? name : `${name} (skipped: not at ${folder}; set BERTH_SHARED)`;
/** The server of the suite. Its documents are handed in with a schema that refers to it. */
const SERVER = 'http://localhost:1234/';

interface Draft {
  readonly id: string;
  /** The URI of the draft as the documentation names it. */
  readonly called: string;
  readonly passed: number;
  readonly of: number;
}

const DRAFTS: Readonly<Record<string, Draft>> = {
  draft4: { id: 'http://json-schema.org/draft-04/schema#', called: 'draft-04', passed: 618, of: 618 },
  draft6: { id: 'http://json-schema.org/draft-06/schema#', called: 'draft-06', passed: 839, of: 839 },
  draft7: { id: 'http://json-schema.org/draft-07/schema#', called: 'draft-07', passed: 927, of: 927 },
  'draft2019-09': {
    id: 'https://json-schema.org/draft/2019-09/schema',
    called: '2019-09',
    passed: 1256,
    of: 1259,
  },
  'draft2020-12': {
    id: 'https://json-schema.org/draft/2020-12/schema',
    called: '2020-12',
    passed: 1281,
    of: 1299,
  },
};

/** The tests that fail on purpose; docs/schemas.md gives the reasons. */
const KNOWN = [
  /^vocabulary\.json: schema that uses custom metaschema with with no validation vocabulary: /,
  /^format\.json: .*: invalid .* string is only an annotation by default$/,
];

/** The formats that follow their RFC in every test of the suite. */
const FORMATS = [
  'date',
  'date-time',
  'email',
  'ipv4',
  'ipv6',
  'json-pointer',
  'regex',
  'time',
  'unknown',
  'uuid',
];
/** A run that is not long takes part of the drafts, and the files on references and formats of the others. */
const WHOLE = isLongRun ? Object.keys(DRAFTS) : ['draft2020-12'];

interface Group {
  readonly description: string;
  readonly schema: unknown;
  readonly tests: readonly {
    readonly description: string;
    readonly data: unknown;
    readonly valid: boolean;
  }[];
}

describe.skipIf(!present)(suite, { timeout: 120_000 }, () => {
  for (const [draft, { id, passed, of }] of Object.entries(DRAFTS)) {
    if (WHOLE.includes(draft)) {
      it(`agrees with ${passed} of ${of} tests of ${draft}, and fails none but those documented`, async () => {
        const { judged, wrong } = await run(draft, id, jsonIn(`${folder}/tests/${draft}`));
        expect(wrong.filter((test) => !KNOWN.some((known) => known.test(test)))).toEqual([]);
        expect([judged - wrong.length, judged]).toEqual([passed, of]);
      });
    } else {
      it(`agrees with every test of ${draft} about references`, async () => {
        const files = ['definitions', 'defs', 'ref', 'refRemote'].map(
          (file) => `${folder}/tests/${draft}/${file}.json`,
        );
        expect((await run(draft, id, files.filter(existsSync))).wrong).toEqual([]);
      });
    }

    it(`agrees with every test of ${draft} about the formats that follow their RFC`, async () => {
      const files = FORMATS.map((format) => `${folder}/tests/${draft}/optional/format/${format}.json`);
      const { judged, wrong } = await run(draft, id, files.filter(existsSync));
      expect(wrong).toEqual([]);
      expect(judged).toBeGreaterThan(100);
    });
  }

  it('is counted in the documentation as it is here', () => {
    const page = readFileSync(new URL('../../../docs/schemas.md', import.meta.url), 'utf8');
    const rows = page.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
    for (const { called, passed, of } of Object.values(DRAFTS)) {
      const counts = [passed, of].map((count) => count.toLocaleString('en'));
      expect(rows.find(([, first]) => first === called)?.slice(2, 4), called).toEqual(counts);
    }
    for (const format of FORMATS.filter((one) => one !== 'unknown')) expect(page).toContain(`\`${format}\``);
  });
});

async function run(
  draft: string,
  id: string,
  files: readonly string[],
): Promise<{ judged: number; wrong: string[] }> {
  const wrong: string[] = [];
  let judged = 0;
  for (const file of files) {
    for (const group of JSON.parse(readFileSync(file, 'utf8')) as Group[]) {
      const compiled = await accepted(
        isObject(group.schema) ? { $schema: id, ...group.schema } : group.schema,
        draft,
      );
      for (const { description, data, valid } of group.tests) {
        judged += 1;
        const isRight = compiled !== undefined && (checkValue(compiled, data).length === 0) === valid;
        if (!isRight) wrong.push(`${file.replace(/.*\//, '')}: ${group.description}: ${description}`);
      }
    }
  }
  return { judged, wrong };
}

/** Compiles a schema with the documents that it refers to; `undefined` when it is refused. */
async function accepted(schema: unknown, draft: string): Promise<CompiledSchema | undefined> {
  try {
    const isAlone = !JSON.stringify(schema).includes(SERVER);
    const bundle = await bundleSchemas(schema, isAlone ? {} : documentsOf(draft));
    return bundle.problems.length > 0 ? undefined : compileSchema(bundle.schema);
  } catch (error) {
    if (error instanceof SchemaError) return undefined;
    throw error;
  }
}

const known = new Map<string, Readonly<Record<string, unknown>>>();

/** Returns the documents of the suite's server that are of no draft or of this one, by their URIs. */
function documentsOf(draft: string): Readonly<Record<string, unknown>> {
  const found = known.get(draft);
  if (found !== undefined) return found;
  const root = `${folder}/remotes/`;
  const others = new RegExp(`^(?!${draft}/)(?:draft|v\\d)[^/]*/`);
  const names = jsonIn(root).map((file) => file.slice(root.length));
  const documents = Object.fromEntries(
    names
      .filter((one) => !others.test(one))
      .map((one) => [`${SERVER}${one}`, JSON.parse(readFileSync(`${root}${one}`, 'utf8'))]),
  );
  known.set(draft, documents);
  return documents;
}

function jsonIn(path: string): string[] {
  const isRemote = path.startsWith(`${folder}/remotes`);
  return readdirSync(path).flatMap((entry) => {
    const full = `${path.replace(/\/$/, '')}/${entry}`;
    if (statSync(full).isDirectory()) return isRemote ? jsonIn(full) : [];
    return entry.endsWith('.json') ? [full] : [];
  });
}
