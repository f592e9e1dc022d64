import { expect, test } from 'vitest';
import { secretSchemaPointers } from '../../../packages/json-schema/src/index.ts';
import { corpus } from './corpus-files.ts';
import { type Client, startHarness } from './harness.ts';
import {
  canary,
  type Planted,
  placesOf,
  plant,
  secretNames,
  shippedFiles,
  withAt,
} from './secrecy-canaries.ts';
import { dumpDatabase, linesOf, recordAnswers, searchFor } from './secrecy-search.ts';

const harness = await startHarness();
const { bootstrap, newInstance, database, logged } = harness;
const answers = recordAnswers(harness.app);
const LONG = 180_000;

/** All that was answered and logged, and all that is stored. */
const everything = async () => [...answers, ...linesOf(logged), ...(await dumpDatabase(database))];

/** Saves a value in every way there is, and reads, changes and archives what was made from it. */
async function useEverywhere(client: Client, provider_id: string, value: object): Promise<void> {
  const vault = await client.create('provider-config-vaults', { provider_id, name: 'Vault', value });
  const deployment = await client.create('provider-deployments', { provider_id, provider_config: { value } });
  const config = await client.create('provider-configs', { provider_id, value });
  const saved = { provider_id, provider_config_vault_id: vault.id };
  const fromVault = await client.create('provider-configs', saved);
  for (const [path, { id }] of [
    ['provider-configs', config],
    ['provider-configs', fromVault],
    ['provider-config-vaults', vault],
    ['provider-deployments', deployment],
  ] as const) {
    await client.patch(`${path}/${id}`, { name: 'Renamed', metadata: { seen: true } });
    await client.get(`${path}/${id}`);
    await client.get(`${path}?provider_id=${provider_id}`);
    await client.delete(`${path}/${id}`);
  }
  await client.get(`provider-config-schema?provider_config_id=${config.id}`);
}

/** Saves a value as a config and as a vault. */
async function _saveTwice(client: Client, provider_id: string, value: object): Promise<void> {
  await client.create('provider-config-vaults', { provider_id, name: 'Vault', value });
  const { id } = await client.create('provider-configs', { provider_id, value });
  await client.get(`provider-configs/${id}`);
}

test('the search finds a secret in an answer, in the log and in every table, whatever its form', async () => {
  const client = await newInstance();
  const [plain, hex, base64, stored, logs] = Array.from({ length: 5 }, canary) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const { id } = await client.create('provider-configs', {
    provider_id: 'anthropic',
    value: { api_key: canary() },
    name: `My ${plain}`,
    description: Buffer.from(JSON.stringify({ note: base64 })).toString('base64'),
    metadata: { deep: [{ down: Buffer.from(hex).toString('hex') }] },
  });
  await client.get(`provider-configs/${logs}`);
  const bytes = Buffer.from(`{"api_key":"${stored}"}`).toString('hex');
  await database.query(
    `update value_revisions set ciphertext = '\\x${bytes}'::bytea where owner_id = '${id}' returning 1`,
  );
  const leaks = searchFor([plain, hex, base64, stored, logs])(await everything());
  const found = new Set(leaks.map(({ where, secret, form }) => `${secret} ${form} ${where}`));
  for (const leak of [
    `${plain} plain POST /provider-configs`,
    `${plain} plain provider_configs.name`,
    `${base64} base64 POST /provider-configs`,
    `${base64} base64 provider_configs.description`,
    `${hex} hex POST /provider-configs`,
    `${hex} hex provider_configs.metadata`,
    `${stored} plain value_revisions.ciphertext`,
    `${stored} hex value_revisions.ciphertext`,
    `${logs} plain log`,
  ]) {
    expect(found).toContain(leak);
  }
});

test(
  'no value that is saved shows in an answer, in the log or in the database',
  async (context) => {
    const client = await newInstance();
    const planted: Planted[] = [];
    for (const { slug, version, examples } of shippedFiles()) {
      const made = plant(version, examples.valid);
      await useEverywhere(client, slug, made.value);
      planted.push(made);
    }
    for (const { file, schema, instances } of corpus ?? []) {
      if (!instances) continue;
      const slug = `corpus-${file.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`;
      const version = { version: '1', config_schema: schema };
      const { id } = await client.create('providers', { slug, name: file, version });
      for (const valid of [instances.valid, instances.validFull]) {
        if (!valid) continue;
        const made = plant(version, valid);
        await useEverywhere(client, id, made.value);
        planted.push(made);
      }
    }
    const canaries = planted.flatMap((made) => made.canaries);
    const texts = await everything();
    expect(searchFor(canaries)(texts)).toEqual([]);
    const count = (key: 'secrets' | 'plantedSecrets') => planted.reduce((sum, made) => sum + made[key], 0);
    expect(count('plantedSecrets')).toBeGreaterThanOrEqual(0.9 * count('secrets'));
    await context.annotate(
      `values: ${planted.length}${corpus ? '' : ' (without ../shared/corpus)'}, canaries: ${canaries.length}, ` +
        `for ${count('plantedSecrets')} of ${count('secrets')} secrets, looked for in ${texts.length} texts ` +
        `of ${texts.reduce((sum, { text }) => sum + text.length, 0)} characters: none found`,
    );
  },
  LONG,
);

test(
  'an error names the place of what is wrong and nothing that was received',
  async (context) => {
    const client = await newInstance();
    const received: string[] = [];
    const asName: string[] = [];
    const secret = () => {
      const text = canary();
      received.push(text);
      return text;
    };
    const name = () => {
      const text = canary();
      asName.push(text);
      return text;
    };
    const statuses = new Map<number, number>();
    const send = async (path: string, body: unknown) => {
      const { status } = await client.post(path, body);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    };
    for (const { slug, version, examples } of shippedFiles()) {
      const secrets = secretNames(secretSchemaPointers(version.config_schema));
      for (const { path, value } of placesOf(examples.valid)) {
        const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
        for (const wrong of [
          secret(), // the wrong type, or a secret under the key of another member
          [secret()],
          { [name()]: secret() },
          secret().repeat(200), // too long
          `${secret()}\u0000`,
          `****${secret()}`, // a mask
          ...(isObject
            ? [
                { ...value, unknown: secret() },
                { ...value, [name()]: secret() },
              ]
            : []),
          // Secrets of every branch at once: all but one are in the wrong one.
          ...(isObject ? [{ ...value, ...Object.fromEntries(secrets.map((key) => [key, secret()])) }] : []),
        ]) {
          await send('provider-configs', { provider_id: slug, value: withAt(examples.valid, path, wrong) });
        }
      }
      await send('provider-config-vaults', {
        provider_id: slug,
        name: 'Vault',
        value: { unknown: secret() },
      });
      await send('provider-deployments', { provider_id: slug, provider_config: { value: secret() } });
    }
    expect(statuses.get(400)).toBeGreaterThan(1_000);
    expect([...statuses.keys()].sort()).toEqual([200, 400]);
    const dump = await dumpDatabase(database);
    expect(searchFor(received)([...answers, ...linesOf(logged), ...dump])).toEqual([]);
    // The place of a member that is not known is its name: a pointer says it, and nothing else does.
    const beyondPlaces = answers.map(({ where, text }) => ({ where, text: withoutPlaces(text) }));
    expect(searchFor(asName)([...beyondPlaces, ...linesOf(logged), ...dump])).toEqual([]);
    await context.annotate(
      `bodies with canaries: ${[...statuses].map(([status, times]) => `${times} answered ${status}`).join(', ')}`,
    );
  },
  LONG,
);

/** An answer without the pointers of its problems. */
function withoutPlaces(text: string): string {
  return text.replaceAll(/"path":\[[^\]]*\]/g, '"path":[]');
}

test('a body that is not understood, and a key that is none, are quoted nowhere', async () => {
  const client = await newInstance();
  const secrets: string[] = [];
  const secret = () => {
    const text = canary();
    secrets.push(text);
    return text;
  };
  const headers = (more: Record<string, string>) => more;
  const refused = [
    await client.request('POST', '/provider-configs', `{"value":{"api_key":"${secret()}"`),
    await client.request('POST', '/provider-configs', `${secret()} {}`),
    await client.request('POST', '/provider-configs', `value[api_key]=${secret()}`, {
      'content-type': 'application/x-www-form-urlencoded',
    }),
    await client.request('POST', '/provider-configs', { name: 'x', value: secret().repeat(100_000) }),
    await client.request('POST', '/provider-configs', { name: { of: secret() }, metadata: secret() }),
    await client.request('POST', '/provider-configs', `{"value":{"\\ud800${secret()}":"${secret()}"}}`),
    await client.request('GET', '/provider-configs', undefined, headers({ authorization: secret() })),
    await client.request(
      'GET',
      '/provider-configs',
      undefined,
      headers({ authorization: `Basic ${secret()}` }),
    ),
    await client.request(
      'GET',
      '/provider-configs',
      undefined,
      headers({ authorization: `Bearer ${secret()}` }),
    ),
    await client.request('GET', `/provider-configs?limit=${secret()}&order=${secret()}&status=${secret()}`),
    await client.request('GET', `/provider-configs?created_at=${secret()}&updated_at[gt]=${secret()}`),
    await harness
      .as('')
      .request('GET', `/provider-configs?token=${secret()}&key=${secret()}&api_key=${secret()}`),
  ];
  for (const { status } of refused) expect([400, 401, 413]).toContain(status);
  expect(searchFor(secrets)(await everything())).toEqual([]);
});

test('a failure of ours shows nothing of the request in the answer or in the log', async () => {
  const client = await newInstance();
  // What a database says of a failure quotes the row, and a text may look like a line of a stack.
  await database.query(`
    create function refuse_row() returns trigger language plpgsql as
    $$ begin raise exception 'refused %', new::text using detail = new::text, hint = new::text; end $$`);
  await database.query(`
    create trigger refuse_row before insert or update on provider_configs for each row
    when (new.name = 'Refuse me') execute function refuse_row()`);
  const secrets = Array.from({ length: 4 }, canary);
  const [value, description, metadata, later] = secrets;
  const { status, body } = await client.post('provider-configs', {
    provider_id: 'anthropic',
    name: 'Refuse me',
    description: `Fails\n    at ${description}`,
    metadata: { note: `\n    at ${metadata}` },
    value: { api_key: value },
  });
  expect({ status, code: body.code }).toEqual({ status: 500, code: 'internal_server_error' });
  const config = await client.create('provider-configs', {
    provider_id: 'anthropic',
    value: { api_key: canary() },
  });
  const change = { name: 'Refuse me', description: `\n    at ${later}` };
  expect((await client.patch(`provider-configs/${config.id}`, change)).status).toBe(500);
  const failures = logged.filter((line) => line.includes('request failed'));
  expect(failures).toHaveLength(2);
  expect(failures.every((line) => line.includes('"sqlstate":"P0001"'))).toBe(true);
  expect(searchFor(secrets)(await everything())).toEqual([]);
});

test('a key shows once, in the answer that makes it, and is stored as a hash only', async () => {
  const created = await bootstrap.post('instances', { name: 'Key holders' });
  const { secret } = created.body.secret_key;
  const holder = harness.as(secret);
  const made = await Promise.all([
    holder.post('api-keys', { name: 'Reader', scopes: ['reader'] }),
    holder.post('api-keys', { name: 'Window', type: 'publishable' }),
  ]);
  const keys = [secret, ...made.map(({ body }) => body.secret)];
  for (const key of keys) expect((await harness.as(key).get('providers')).status).toBe(200);
  await holder.get('api-keys');
  await holder.get(`api-keys/${made[0]?.body.id}`);
  await holder.get(`providers?token=${made[0]?.body.secret}`);
  await holder.delete(`api-keys/${made[0]?.body.id}`);
  expect((await harness.as(keys[1]).get('providers')).status).toBe(401);
  const leaks = searchFor([...keys, bootstrap.key], { digests: false })(await everything());
  expect(leaks.map(({ where, form }) => `${form} ${where}`).sort()).toEqual([
    'plain POST /api-keys',
    'plain POST /api-keys',
    'plain POST /instances',
  ]);
});
