import {
  checkValue,
  compileSchema,
  destinationLeaves,
  destinationPaths,
  ineffectiveMarks,
  lintSchema,
  mistypedKeywords,
  secretLeaves,
  secretSchemaPointers,
  unreachedPaths,
  withDefaults,
} from '@berth/json-schema';
import { Value } from '@sinclair/typebox/value';
import { describe, expect, test } from 'vitest';
import { aiTypeOf } from '../catalog/ai-type.ts';
import { CreateProvider } from '../catalog/provider/index.ts';
import { readCatalog, type ShippedProvider } from './catalog.ts';
import { SHIPPED_SHELVES } from './shelves.ts';

const catalog = readCatalog();
const each = catalog.map((shipped) => [shipped.slug, shipped] as const);

/** Member names that usually hold a secret. */
const SECRET_NAME = /(^|_)(api_?key|secret|password|passwd|passphrase|private_key|token|credentials?)$/i;

describe.each(each)('%s', (_slug, shipped) => {
  const schema = shipped.version.config_schema;

  test('is a valid body of POST /providers and links its documentation', () => {
    const [first] = Value.Errors(CreateProvider, shipped);
    expect(first && `${first.path}: ${first.message}`).toBeUndefined();
    expect(new URL(shipped.documentation).protocol).toBe('https:');
    expect(shipped.description?.length).toBeGreaterThan(10);
  });

  test('its valid example fits its schema', () => {
    expect(checkValue(compileSchema(schema), shipped.examples.valid)).toEqual([]);
  });

  test('its invalid example fails at the stated pointer', () => {
    const problems = checkValue(compileSchema(schema), shipped.examples.invalid);
    expect(problems.map((problem) => problem.path)).toContain(shipped.examples.invalid_pointer);
  });

  test('each leaf of the example that is named like a secret is secret', () => {
    const found = secretLeaves(schema, shipped.examples.valid, optionsOf(shipped));
    const named = leavesOf(shipped.examples.valid).filter((pointer) => SECRET_NAME.test(lastOf(pointer)));
    expect(found).toEqual(expect.arrayContaining(named));
  });

  test('each property that is named like a secret is marked, and each mark and path has an effect', () => {
    const warnings = lintSchema(schema, { ...optionsOf(shipped), isCompiled: true });
    expect(warnings.filter(({ code }) => code !== 'unknown_format')).toEqual([]);
    expect(mistypedKeywords(schema)).toEqual([]);
    expect(ineffectiveMarks(schema)).toEqual([]);
    expect(unreachedPaths(schema, shipped.version.secret_paths ?? [])).toEqual([]);
  });

  test('says of each of its destinations that it is one, or that it is none', () => {
    expect(unsaidDestinations(shipped)).toEqual([]);
  });

  test('has a destination if it has a secret, or says why not', () => {
    const hasSecret =
      secretSchemaPointers(schema).length > 0 || shipped.version.config_visibility === 'encrypted';
    const paths = destinationPaths(schema, shipped.version.destination_paths);
    const isExplained = (shipped.no_destination ?? '').length > 20;
    if (hasSecret) expect(paths.length > 0, 'has destinations').toBe(!isExplained);
    else expect(shipped.no_destination).toBeUndefined();
  });

  test('binds the secrets of its example to a destination that the example has', () => {
    const { valid } = shipped.examples;
    if (shipped.no_destination !== undefined || secretLeaves(schema, valid, optionsOf(shipped)).length === 0)
      return;
    const whole = withDefaults(compileSchema(schema), valid).value;
    expect(destinationLeaves(schema, whole, shipped.version.destination_paths)).not.toEqual([]);
  });
});

describe('the catalogue', () => {
  test('lists providers in shelves that exist, and none of those is empty', () => {
    for (const [kind, shelves] of Object.entries(SHIPPED_SHELVES)) {
      const known = shelves.map(({ slug }) => slug).sort();
      const used = new Set(catalog.flatMap(({ listing }) => listing[kind as keyof typeof SHIPPED_SHELVES]));
      expect([...used].sort(), kind).toEqual(known);
    }
  });

  test('has at least 24 providers with distinct slugs', () => {
    const slugs = catalog.map((shipped) => shipped.slug);
    expect(new Set(slugs).size).toBe(slugs.length);
    expect(slugs.length).toBeGreaterThanOrEqual(24);
    expect(slugs).toEqual(expect.arrayContaining(['midaz', 'tracer', 'clearsale']));
  });

  test('describes three properties or more on average, eight or more with nesting or alternatives', () => {
    const counts = catalog.map(({ version }) => countProperties(version.config_schema));
    expect(sumOf(counts) / counts.length).toBeGreaterThanOrEqual(3);
    const rich = catalog.filter(({ version }) =>
      /"(oneOf|anyOf|allOf|if)":|"properties":.*"properties":/.test(JSON.stringify(version.config_schema)),
    );
    expect(rich.length).toBeGreaterThanOrEqual(8);
  });

  test('gives capabilities and credential types for providers with AI models', () => {
    const types = catalog.flatMap(({ slug, name, description, metadata, version }) => {
      if (!metadata || !('ai' in metadata)) return [];
      const row = { id: slug, owner_id: 'public', name, description: description ?? null, metadata };
      const type = aiTypeOf(row);
      const keys = version.auth_methods?.map((method) => method.key) ?? [];
      expect(keys, slug).toEqual(expect.arrayContaining(type?.credentialTypes ?? ['the member ai fits']));
      return type ? [type.id] : [];
    });
    expect(types).toEqual(expect.arrayContaining(['anthropic', 'openai', 'google']));
    expect(new Set(types).size).toBe(types.length);
  });

  test('has tools and auth methods', () => {
    expect(catalog.filter(({ version }) => version.tools?.length).length).toBeGreaterThanOrEqual(8);
    expect(catalog.filter(({ version }) => version.auth_methods?.length).length).toBeGreaterThanOrEqual(8);
  });
});

/** The destinations that a schema has only by a format or a name. */
function unsaidDestinations({ version }: ShippedProvider): string[] {
  const said = (text: string) => JSON.stringify(version.config_schema).includes(text);
  expect(said('"x-destination":')).toBe(true);
  const unmarked = JSON.parse(JSON.stringify(version.config_schema), (_key, member: unknown) =>
    typeof member === 'object' && member !== null && 'x-destination' in member
      ? { 'x-destination': false }
      : member,
  );
  return destinationPaths(unmarked);
}

const optionsOf = ({ version }: ShippedProvider) => ({
  visibility: version.config_visibility ?? ('plain' as const),
  marked: version.secret_paths ?? [],
});

const lastOf = (pointer: string): string => pointer.slice(pointer.lastIndexOf('/') + 1);

function leavesOf(value: unknown, pointer = ''): string[] {
  if (typeof value !== 'object' || value === null) return typeof value === 'string' ? [pointer] : [];
  return Object.entries(value).flatMap(([key, child]) => leavesOf(child, `${pointer}/${key}`));
}

/** Counts the properties of a schema, at every depth. */
function countProperties(schema: unknown): number {
  if (typeof schema !== 'object' || schema === null) return 0;
  const counts = Object.entries(schema).map(([key, child]: [string, unknown]): number => {
    if (key !== 'properties' || typeof child !== 'object' || child === null) return countProperties(child);
    const properties: unknown[] = Object.values(child);
    return properties.length + sumOf(properties.map(countProperties));
  });
  return sumOf(counts);
}

const sumOf = (numbers: number[]): number => numbers.reduce((sum, number) => sum + number, 0);
