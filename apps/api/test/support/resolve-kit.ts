import type { Client, Harness } from './harness.ts';
import { makeProvider } from './rules-kit.ts';

/** A provider whose secret goes to an address. */
export const ADDRESSED = {
  type: 'object',
  required: ['token'],
  properties: {
    base_url: { type: 'string', format: 'uri', default: 'https://api.test' },
    callback: { type: 'string', format: 'uri' },
    region: { type: 'string' },
    missing: { type: 'string' },
    endpoint: { type: 'string' },
    retries: { type: 'integer', default: 3 },
    pool: { type: 'object', properties: { size: { type: 'integer', default: 5 } } },
    token: { type: 'string', writeOnly: true },
    backup: { type: 'string', writeOnly: true },
  },
};

/** The value of a config with a token alone, as a plain resolve shows it. */
export const SHOWN = { base_url: 'https://api.test', retries: 3 };

/** Makes the steps of tests that resolve configs. */
export function resolveKit(harness: Harness) {
  const scene = async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client, {
      config_schema: ADDRESSED,
      test: { url: 'https://{region}.test/{missing}', headers: { 'x-token': '{token}' } },
    });
    return { client, provider };
  };

  const keyOf = async (client: Client, ...scopes: string[]) =>
    harness.as((await client.post('api-keys', { name: 'Key', scopes })).body.secret);

  const resolve = (client: Client, id: string, body: object = {}) =>
    client.post(`provider-configs/${id}/resolve`, body);

  const reveal = (client: Client, id: string) => resolve(client, id, { reason: 'a test' });
  return { scene, keyOf, resolve, reveal };
}
