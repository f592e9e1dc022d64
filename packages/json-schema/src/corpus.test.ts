import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

import {
  absentSecrets,
  type CompiledSchema,
  checkValue,
  compileSchema,
  destinationLeaves,
  getAt,
  ineffectiveMarks,
  isEmptySchema,
  leftoversOf,
  lintSchema,
  mergePatch,
  mistypedKeywords,
  parsePointer,
  SCHEMA_BUDGET,
  SchemaError,
  secretLeaves,
  secretSchemaPointers,
  withDefaults,
} from './index.ts';

const shared = process.env.BERTH_SHARED ?? fileURLToPath(new URL('../../../../shared', import.meta.url));
const corpus = `${shared}/corpus`;
const present = existsSync(`${corpus}/curated`);
const suite = present ? 'real schemas' : `real schemas (skipped: no corpus at ${corpus}; set BERTH_SHARED)`;

interface Mutant {
  readonly kind: string;
  readonly why: string;
  readonly instance: unknown;
  readonly errors: readonly { path: string; keyword: string; message: string }[];
}

interface Curated {
  readonly file: string;
  readonly schema: unknown;
  readonly empty?: boolean;
  readonly secretSchemaPointers: readonly string[];
  readonly instances?: { valid: unknown; validFull: unknown; invalid: readonly Mutant[] };
}

interface History {
  readonly file: string;
  readonly versions: readonly { version: string; schema: unknown }[];
  readonly breaking?: readonly { from: string; to: string; instance: unknown; errors: readonly string[] }[];
}

function read<T>(folder: string): T[] {
  if (!present) return [];
  return readdirSync(`${corpus}/${folder}`).map((file) => {
    const content = JSON.parse(readFileSync(`${corpus}/${folder}/${file}`, 'utf8')) as object;
    return { file, ...content } as T;
  });
}

const REFUSED: Readonly<Record<string, string>> = {
  'faros.airbyte-faros-destination.json': 'remote_ref /properties/edition_configs/oneOf/0/$ref',
  'kamelets.aws-sqs-source.json': 'invalid_keyword /properties/maxMessagesPerPoll/minimum',
  'kamelets.chunk-template-action.json': 'unknown_type /properties/template/type',
  'kamelets.google-pubsub-sink.json': 'unknown_type /properties/serviceAccountKey/type',
  'kamelets.salesforce-source.json': 'unknown_type /properties/replayId/type',
};

describe.skipIf(!present)(suite, { timeout: 60_000 }, () => {
  const curated = read<Curated>('curated');
  const compiled = new Map<string, CompiledSchema>();
  const refused: Record<string, string> = {};
  for (const { file, schema } of curated) {
    try {
      compiled.set(file, compileSchema(schema));
    } catch (error) {
      if (!(error instanceof SchemaError)) throw error;
      refused[file] = `${error.problems[0]?.code} ${error.problems[0]?.path}`;
    }
  }
  const usable = curated.flatMap((one) => {
    const schema = compiled.get(one.file);
    return schema === undefined ? [] : [{ ...one, compiled: schema }];
  });

  it('compile, except the invalid ones, which are refused at the invalid place', () => {
    expect(curated.length).toBeGreaterThan(150);
    expect(refused).toEqual(REFUSED);
  });

  it('are far within the budget of a specification', () => {
    for (const { file, compiled, schema } of usable) {
      const length = JSON.stringify(schema).length;
      expect([file, length < SCHEMA_BUDGET.characters / 4]).toEqual([file, true]);
      expect([file, compiled.index.subschemas.length < SCHEMA_BUDGET.subschemas / 4]).toEqual([file, true]);
    }
  });

  it('accept the valid values, small and full', () => {
    const wrong = usable.flatMap(({ file, compiled, instances }) =>
      [instances?.valid, instances?.validFull].flatMap((value) =>
        value === null || value === undefined
          ? []
          : checkValue(compiled, value).map((problem) => ({ file, ...problem })),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('refuse every mutant and point at the changed place', () => {
    const missed = usable.flatMap(({ file, compiled, instances }) =>
      (instances?.invalid ?? []).flatMap((mutant) => {
        const paths = checkValue(compiled, mutant.instance).map(({ path }) => path);
        return paths.some((path) => expectedPaths(mutant).has(path))
          ? []
          : [{ file, why: mutant.why, paths }];
      }),
    );
    expect(missed).toEqual([]);
  });

  it('name exactly their known secrets', () => {
    for (const { file, schema, secretSchemaPointers: known } of curated) {
      expect([file, ...secretSchemaPointers(schema).sort()]).toEqual([file, ...[...known].sort()]);
    }
  });

  it('classify every leaf that a known secret describes as secret', () => {
    for (const { schema, secretSchemaPointers: known, instances } of usable) {
      const value = instances?.validFull ?? instances?.valid;
      const secret = new Set(secretLeaves(schema, value, { visibility: 'plain', marked: [] }));
      for (const pointer of known) {
        const path = pointer.replace(/^\/properties/, '');
        if (!/^\/properties\/[^/]+$/.test(pointer) || getAt(value, path) === undefined) continue;
        expect(secret).toContain(path);
      }
    }
  });

  it('keep a valid value valid and its members unchanged when defaults are filled in', () => {
    let filledIn = 0;
    for (const { file, compiled, value } of instancesOf(usable)) {
      const filling = withDefaults(compiled, value);
      filledIn += filling.filled.length;
      expect([file, checkValue(compiled, filling.value)]).toEqual([file, []]);
      expect([file, holds(filling.value, value)]).toEqual([file, true]);
      for (const at of filling.filled) {
        expect([file, at, getAt(value, at)]).toEqual([file, at, undefined]);
        expect([file, at, getAt(filling.value, at)]).not.toEqual([file, at, undefined]);
      }
      expect(
        withDefaults(compiled, filling.value).filled.filter((at) => filling.filled.includes(at)),
      ).toEqual([]);
    }
    expect(filledIn).toBeGreaterThan(100);
  });

  it('have destinations only where the value has a scalar', () => {
    let found = 0;
    for (const { file, schema, value } of instancesOf(usable)) {
      const destinations = destinationLeaves(schema, value);
      found += destinations.length;
      const others = destinations.filter((at) => {
        const leaf = getAt(value, at);
        return leaf === undefined || (typeof leaf === 'object' && leaf !== null);
      });
      expect([file, others]).toEqual([file, []]);
    }
    expect(found).toBeGreaterThan(10);
  });

  it('name as absent only secrets that the value lacks', () => {
    let lacking = 0;
    for (const { file, schema, value } of instancesOf(usable)) {
      const absent = absentSecrets(schema, value);
      lacking += absent.length;
      expect([file, absent.filter((at) => getAt(value, at) !== undefined)]).toEqual([file, []]);
      const known = new Set(secretSchemaPointers(schema));
      const direct = absentSecrets(schema, {}).map((at) => `/properties${at}`);
      for (const at of known) if (/^\/properties\/[^/]+$/.test(at)) expect(direct).toContain(at);
    }
    expect(lacking).toBeGreaterThan(10);
  });

  it('leave nothing over without a change, and after one only members that stayed the same', () => {
    for (const { file, schema, value, instances } of instancesOf(usable)) {
      expect([file, leftoversOf(schema, value, value, () => false)]).toEqual([file, []]);
      const more = mergePatch(value, { 'unknown to all': 1 });
      expect([file, leftoversOf(schema, value, more, () => false)]).toEqual([file, []]);
      const other = mergePatch(value, instances?.validFull);
      for (const at of leftoversOf(schema, value, other, () => false)) {
        expect([file, at, getAt(other, at)]).toEqual([file, at, getAt(value, at)]);
        expect([file, at, getAt(value, at)]).not.toEqual([file, at, undefined]);
      }
    }
  });

  it('are empty exactly when they are known to be', () => {
    for (const { file, schema, empty } of curated) {
      if (empty !== undefined) expect([file, isEmptySchema(schema)]).toEqual([file, empty]);
    }
  });

  it('are linted without a false alarm', () => {
    const typos = curated.flatMap(({ file, schema }) =>
      lintSchema(schema).flatMap(({ code, path }) => (code === 'typo' ? [`${file} ${path}`] : [])),
    );
    expect(typos).toEqual([]);
    // A secret that a schema marks by hand or by its own words is never called unmarked
    for (const { file, schema, secretSchemaPointers: known } of curated) {
      const unmarked = lintSchema(schema).flatMap(({ code, path }) =>
        code === 'unmarked_secret' ? [path] : [],
      );
      expect([file, unmarked.filter((path) => known.includes(path))]).toEqual([file, []]);
    }
  });

  it('have no keyword of a wrong type and no mark without effect, with which a specification is refused', () => {
    const found = usable.flatMap(({ file, schema }) =>
      [...mistypedKeywords(schema), ...ineffectiveMarks(schema)].map(({ path }) => `${file} ${path}`),
    );
    expect(found).toEqual([]);
  });
});

describe.skipIf(!present)(suite.replace('schemas', 'upgrades'), { timeout: 60_000 }, () => {
  const histories = read<History>('upgrades');

  it('compile at every version', () => {
    const versions = histories.flatMap(({ versions }) => versions);
    expect(versions.length).toBeGreaterThan(100);
    for (const { schema } of versions) {
      expect(() => compileSchema(schema)).not.toThrow();
      expect(mistypedKeywords(schema)).toEqual([]);
      expect(ineffectiveMarks(schema)).toEqual([]);
    }
  });

  it('break the configurations known to break, at the known places', () => {
    let judged = 0;
    for (const { file, versions, breaking } of histories) {
      const at = (version: string) => compileSchema(versions.find((one) => one.version === version)?.schema);
      for (const { from, to, instance, errors } of breaking ?? []) {
        judged += 1;
        expect([file, from, checkValue(at(from), instance)]).toEqual([file, from, []]);
        const paths = checkValue(at(to), instance).map(({ path }) => path);
        expect(
          paths.some((path) =>
            errors.some((error) => error.startsWith(`${parentOf(path)} `) || error.startsWith(`${path} `)),
          ),
        ).toBe(true);
      }
    }
    expect(judged).toBe(16);
  });
});

/** Returns the valid values, small and full, each with its schema. */
function instancesOf<T extends Curated>(usable: readonly T[]): (T & { value: unknown })[] {
  return usable.flatMap((one) =>
    [one.instances?.valid, one.instances?.validFull].flatMap((value) =>
      value === null || value === undefined ? [] : [{ ...one, value }],
    ),
  );
}

/** True when a value contains another: it may have more members, and none of them differs. */
function holds(whole: unknown, part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return whole === part;
  if (typeof whole !== 'object' || whole === null || Array.isArray(whole) !== Array.isArray(part))
    return false;
  if (Array.isArray(part) && (whole as unknown[]).length !== part.length) return false;
  return Object.entries(part).every(([name, value]) => holds(getAt(whole, [name]), value));
}

/** Moves ajv's paths as `problemOf` does: to the missing or additional property. */
function expectedPaths({ instance, errors }: Mutant): Set<string> {
  return new Set(
    errors.flatMap(({ path, keyword, message }) => {
      const missing = keyword === 'required' ? /required property '(.*)'$/.exec(message)?.[1] : undefined;
      if (missing !== undefined) return [`${path}/${missing.replaceAll('~', '~0').replaceAll('/', '~1')}`];
      if (keyword !== 'additionalProperties') return [path];
      return Object.keys((getAt(instance, path) ?? {}) as object).map((name) => `${path}/${name}`);
    }),
  );
}

function parentOf(pointer: string): string {
  return (parsePointer(pointer) ?? []).length === 0 ? '' : pointer.slice(0, pointer.lastIndexOf('/'));
}
