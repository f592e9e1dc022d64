import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import type { Client, Harness } from './harness.ts';
import type { Answer } from './json-http.ts';

/** A schema that requires a host and allows a token, which is a secret. The port may change and leave it as it is. */
export const SCHEMA = {
  type: 'object',
  required: ['host'],
  additionalProperties: false,
  properties: {
    host: { type: 'string', minLength: 3 },
    port: { type: 'integer', minimum: 1, maximum: 65_535, 'x-destination': false },
    token: { type: 'string', writeOnly: true },
  },
};

export const VALUE = { host: 'api.test', token: 'token-000' };

/** The branches of a choice, told apart by a `type`; each has its own secret. */
export const KEY_OR_LOGIN = [
  {
    required: ['key'],
    properties: { type: { const: 'key' }, key: { type: 'string', writeOnly: true } },
  },
  {
    required: ['user', 'password'],
    properties: {
      type: { const: 'login' },
      user: { type: 'string' },
      password: { type: 'string', writeOnly: true },
    },
  },
];

/** A schema without members. */
export const NOTHING = { type: 'object', properties: {} };

export interface Made {
  id: string;
  slug: string;
  identifier: string;
  version: string;
  specification: string;
}

/** A name of letters that no other test has. An answer quotes it: one with many digits could be a secret. */
export const uniqueName = (start: string): string =>
  start + [...randomBytes(12)].map((byte) => String.fromCharCode(97 + (byte % 26))).join('');

/** Makes a private provider of the client's instance. */
export async function makeProvider(client: Client, version: Record<string, unknown> = {}): Promise<Made> {
  const slug = uniqueName('p-');
  const content = { version: '1', config_schema: SCHEMA, ...version };
  const made = await client.create('providers', { slug, name: `Provider ${slug}`, version: content });
  const current = made.current_version as unknown as { id: string; specification_id: string };
  return {
    id: made.id,
    slug,
    identifier: String(made.identifier),
    version: current.id,
    specification: current.specification_id,
  };
}

/** Publishes a version with another schema than the first one, and returns its row. */
export async function publish(
  client: Client,
  provider: Made,
  version: string,
  more = {},
): Promise<Answer['body']> {
  const config_schema = { ...SCHEMA, properties: { ...SCHEMA.properties, [`added_in_${version}`]: {} } };
  const body = { provider_id: provider.id, version, config_schema, ...more };
  const { warnings: _, ...row } = await client.create('provider-versions', body);
  return row as Answer['body'];
}

export const makeConfig = (client: Client, provider: Made, more = {}): Promise<Answer['body']> =>
  client.create('provider-configs', { provider_id: provider.id, value: VALUE, ...more });

export const makeVault = (client: Client, provider: Made, more = {}): Promise<Answer['body']> =>
  client.create('provider-config-vaults', { provider_id: provider.id, name: 'Vault', value: VALUE, ...more });

export const makeDeployment = (client: Client, provider: Made, more = {}): Promise<Answer['body']> =>
  client.create('provider-deployments', { provider_id: provider.id, ...more });

/** The object without its value state, as lists and embedding objects show it. */
export function withoutState<T extends object>({ value_state: _, ...rest }: T & { value_state?: unknown }) {
  return rest;
}

/** Archives a row. The row must be archivable. */
export async function archive(client: Client, path: string): Promise<Answer['body']> {
  const { status, body } = await client.delete(path);
  expect([status, body.status], `DELETE ${path}: ${JSON.stringify(body)}`).toEqual([200, 'archived']);
  return body;
}

/** Checks that an answer is a refusal with this status and message. */
export function expectRefusal({ status, body }: Answer, expected: [number, string], entity?: string): void {
  expect([status, body.code], JSON.stringify(body)).toEqual(expected);
  if (entity !== undefined) expect(body.entity).toBe(entity);
}

/** Checks that an answer is `invalid_data` with problems at these places, in any order. */
export function expectPlaces({ status, body }: Answer, places: string[]): void {
  expect([status, body.code], JSON.stringify(body)).toEqual([400, 'invalid_data']);
  const found = body.errors.map(({ path }: { path: string[] }) => path.join('/'));
  expect(found.sort()).toEqual([...places].sort());
}

/** Dumps every row of every table as PostgreSQL writes it, to search for data that must not be stored. */
export async function dump({ database }: Harness): Promise<string> {
  const tables = await database.query(
    "select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
  );
  const parts: string[] = [];
  for (const { table_name } of tables) {
    const rows = await database.query(`select t::text as row from "${table_name}" t`);
    parts.push(...rows.map(({ row }) => `${table_name}: ${row}`));
  }
  return parts.join('\n');
}

/** The forms in which a dump could contain a text: plain, in hexadecimal, in base64. */
export function formsOf(text: string): string[] {
  const bytes = Buffer.from(text);
  return [text, bytes.toString('hex'), bytes.toString('base64').replaceAll('=', '').slice(0, -2)];
}
