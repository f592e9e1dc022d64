import { expect } from 'vitest';
import type { Client, Harness } from './harness.ts';
import type { Answer } from './json-http.ts';
import type { Made } from './rules-kit.ts';

export interface ImpactItem {
  of: string;
  id: string;
  handle: string | null;
  passes: boolean | null;
  errors: { path: string; code: string; message: string }[];
}

/** Publishes a version of a provider with this schema. Returns its id. */
export async function publishVersion(
  client: Client,
  provider: Pick<Made, 'id'>,
  config_schema: object,
  more: object = {},
): Promise<string> {
  const body = { provider_id: provider.id, version: `v-${Math.random()}`, config_schema, ...more };
  return (await client.create('provider-versions', body)).id;
}

/** Asks for the impact of a version. The answer must be 200. */
export async function impactOf(client: Client, version: string, body: object = {}): Promise<Answer['body']> {
  const answer = await client.post(`provider-versions/${version}/impact`, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
}

/** A listed row as `<id> ok`, `<id> ?` or `<id> <path> <code>, …`. */
export const told = (items: readonly ImpactItem[]): string[] =>
  items.map(
    ({ id, passes, errors }) =>
      `${id} ${passes === null ? '? ' : ''}${passes ? 'ok' : errors.map(({ path, code }) => `${path} ${code}`).join(', ')}`,
  );

/** Reads an answer of JSON lines to its end. */
export async function impactLines(
  { app }: Pick<Harness, 'app'>,
  { key }: Client,
  path: string,
  body: object = {},
): Promise<Answer['body'][]> {
  const response = await streamOf({ app }, { key }, path, body);
  expect(response.headers.get('content-type')).toBe('application/x-ndjson');
  return (await response.text())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** Asks for JSON lines. */
export const streamOf = async (
  { app }: Pick<Harness, 'app'>,
  { key }: Pick<Client, 'key'>,
  path: string,
  body: object,
): Promise<Response> =>
  app.request(`/${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      accept: 'application/x-ndjson',
    },
    body: JSON.stringify(body),
  });
