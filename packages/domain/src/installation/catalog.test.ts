import { checkValue, compileSchema, secretLeaves, secretSchemaPointers } from '@berth/json-schema';
import { Value } from '@sinclair/typebox/value';
import { describe, expect, test } from 'vitest';
import { aiTypeOf } from '../catalog/ai-type.ts';
import { CreateProvider } from '../catalog/provider/index.ts';
import { readCatalog, type ShippedProvider } from './catalog.ts';

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

  test('each property that is named like a secret is marked as secret', () => {
    if (shipped.version.config_visibility === 'encrypted') return;
    const marked = secretSchemaPointers(schema);
    const unmarked = textPropertiesOf(schema).filter(
      (pointer) => SECRET_NAME.test(lastOf(pointer)) && !marked.includes(pointer),
    );
    expect(unmarked).toEqual([]);
  });
});

describe('the catalogue', () => {
  test('has at least 24 providers with distinct slugs', () => {
    const slugs = catalog.map((shipped) => shipped.slug);
    expect(new Set(slugs).size).toBe(slugs.length);
    expect(slugs.length).toBeGreaterThanOrEqual(24);
    expect(slugs).toEqual(expect.arrayContaining(['midaz', 'tracer', 'clearsale']));
  });

  test('describes three properties or more on average, eight or more with nesting or alternatives', () => {
    const counts = catalog.map(({ version }) => textPropertiesOf(version.config_schema, () => true).length);
    expect(counts.reduce((sum, count) => sum + count, 0) / counts.length).toBeGreaterThanOrEqual(3);
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

const optionsOf = ({ version }: ShippedProvider) => ({
  visibility: version.config_visibility ?? ('plain' as const),
  marked: version.secret_paths ?? [],
});

const lastOf = (pointer: string): string => pointer.slice(pointer.lastIndexOf('/') + 1);

function leavesOf(value: unknown, pointer = ''): string[] {
  if (typeof value !== 'object' || value === null) return typeof value === 'string' ? [pointer] : [];
  return Object.entries(value).flatMap(([key, child]) => leavesOf(child, `${pointer}/${key}`));
}

/** Pointers to the subschemas of properties: of text properties, or of those that `wanted` accepts. */
function textPropertiesOf(
  schema: unknown,
  wanted = (property: Record<string, unknown>) =>
    property.type === 'string' && !('const' in property || 'enum' in property),
  pointer = '',
): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, child]) => {
    const at = `${pointer}/${key}`;
    if (key !== 'properties' || typeof child !== 'object' || child === null)
      return textPropertiesOf(child, wanted, at);
    return Object.entries(child).flatMap(([name, property]) => [
      ...(wanted(property as Record<string, unknown>) ? [`${at}/${name}`] : []),
      ...textPropertiesOf(property, wanted, `${at}/${name}`),
    ]);
  });
}
