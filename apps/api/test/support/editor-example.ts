import type { Harness } from './harness.ts';
import { makeConfig, makeProvider } from './rules-kit.ts';

export const KEY = 'sk-live-000000000000';

/** A schema of every kind of field. */
export const SCHEMA = {
  type: 'object',
  required: ['endpoint', 'method'],
  properties: {
    endpoint: {
      type: 'string',
      format: 'uri',
      title: 'Endpoint',
      order: 0,
      description: 'Where requests go. See https://docs.example.com <b>and <img src=x onerror=alert(1)></b>',
      examples: ['https://api.example.com'],
    },
    token: { type: 'string', title: 'Token', writeOnly: true, minLength: 8, order: 1 },
    timeout: { type: 'integer', title: 'Timeout', default: 30, minimum: 1, maximum: 600 },
    tls: { type: 'boolean', title: 'Use TLS', default: true },
    region: { type: 'string', title: 'Region', enum: ['eu-west', 'eu-central', 'us-east', 'us-west'] },
    method: {
      title: 'Method',
      description: 'How rows are read.',
      oneOf: [
        {
          title: 'Standard',
          required: ['type'],
          additionalProperties: false,
          properties: {
            type: { const: 'standard' },
            note: { type: 'string' },
            batch: { type: 'integer', title: 'Batch size' },
          },
        },
        {
          title: 'Change data capture',
          required: ['type', 'slot'],
          additionalProperties: false,
          properties: {
            type: { const: 'cdc' },
            note: { type: 'string' },
            slot: { type: 'string', title: 'Replication slot' },
            password: { type: 'string', title: 'Password', writeOnly: true },
          },
        },
      ],
    },
    labels: { type: 'array', title: 'Labels', items: { type: 'string', minLength: 1 } },
    servers: {
      type: 'array',
      title: 'Servers',
      items: {
        type: 'object',
        required: ['name'],
        properties: { name: { type: 'string' }, weight: { type: 'number' } },
      },
    },
    headers: { type: 'object', title: 'Headers', additionalProperties: { type: 'string' } },
    extra: { type: 'array', title: 'Extra' },
    limit: { type: ['integer', 'null'], title: 'Limit' },
    mixed: { type: ['string', 'number'], title: 'Mixed' },
  },
  if: { properties: { tls: { const: false } }, required: ['tls'] },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: { properties: { reason: { type: 'string', title: 'Why without TLS' } } },
};

/** A value of it, with secrets. */
export const VALUE = {
  endpoint: 'https://api.acme.test/v1',
  token: KEY,
  method: { type: 'cdc', slot: 'one', note: 'kept', password: 'pass-word-0000' },
  labels: ['a', 'b'],
  servers: [{ name: 'first', weight: 1.5 }, { name: 'second' }],
  headers: { 'X-One': '1' },
  extra: [1, { a: true }],
};

/** Makes a config of the schema in an instance of its own, and tells how its value is read with its secrets. */
export async function makeExample(harness: Harness, value: object = VALUE) {
  const client = await harness.newInstance();
  const provider = await makeProvider(client, { config_schema: SCHEMA });
  const config = await makeConfig(client, provider, { value, name: 'Nightly' });
  const reveal = async (): Promise<Record<string, unknown>> =>
    (await client.post(`provider-configs/${config.id}/resolve`, { reason: 'Comparing' })).body.value;
  return { client, provider, config, reveal };
}
