import { expect, test } from 'vitest';
import { corpus, needsCorpus } from '../support/corpus-files.ts';
import { type Client, startHarness } from '../support/harness.ts';
import { canary, type Planted, plant, shippedFiles } from '../support/secrecy-canaries.ts';
import { dumpDatabase, linesOf, recordAnswers, searchFor } from '../support/secrecy-search.ts';

const harness = await startHarness();
const { bootstrap, newInstance, database, logged } = harness;
const answers = recordAnswers(harness.app);
const LONG = 180_000;

/** All answers, logged lines and stored cells. */
const everything = async () => [...answers, ...linesOf(logged), ...(await dumpDatabase(database))];

/** Saves a value in every way, then reads, changes and archives the rows made from it. */
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

/** Saves a value as a vault and as a config. */
async function saveTwice(client: Client, provider_id: string, value: object): Promise<void> {
  await client.create('provider-config-vaults', { provider_id, name: 'Vault', value });
  const { id } = await client.create('provider-configs', { provider_id, value });
  await client.get(`provider-configs/${id}`);
}

/** Checks that no text contains any of the values. Resolves to the figures of the search. */
async function expectSecret(planted: Planted[]): Promise<string> {
  const canaries = planted.flatMap((made) => made.canaries);
  const texts = await everything();
  expect(searchFor(canaries)(texts)).toEqual([]);
  const secrets = planted.reduce((sum, made) => sum + made.secrets, 0);
  const plantedSecrets = planted.reduce((sum, made) => sum + made.plantedSecrets, 0);
  expect(plantedSecrets).toBeGreaterThanOrEqual(0.9 * secrets);
  const characters = texts.reduce((sum, { text }) => sum + text.length, 0);
  return (
    `values: ${planted.length}, canaries in them: ${canaries.length}, for ${plantedSecrets} of ${secrets} secrets; ` +
    `searched: ${texts.length} texts of ${characters} characters; found: 0`
  );
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
  logged.push(JSON.stringify({ message: `a careless line about ${logs}` }));
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
  'no value of a shipped provider shows in an answer, in the log or in the database',
  async ({ annotate }) => {
    const client = await newInstance();
    const planted: Planted[] = [];
    for (const { slug, version, examples } of shippedFiles()) {
      const made = plant(version, examples.valid);
      await useEverywhere(client, slug, made.value);
      planted.push(made);
    }
    await annotate(await expectSecret(planted));
  },
  LONG,
);

test(
  'no value of the corpus shows in an answer, in the log or in the database',
  async ({ skip, annotate }) => {
    if (corpus === null) skip(needsCorpus);
    const client = await newInstance();
    const planted: Planted[] = [];
    for (const { file, schema, instances } of corpus ?? []) {
      if (!instances) continue;
      const slug = `corpus-${file.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`;
      const version = { version: '1', config_schema: schema };
      const { id } = await client.create('providers', { slug, name: file, version });
      const made = plant(version, instances.validFull ?? instances.valid);
      await saveTwice(client, id, made.value);
      planted.push(made);
    }
    await annotate(await expectSecret(planted));
  },
  LONG,
);

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
