import { jobHandlers, lookAfter, workOnNext } from '@berth/domain';
import { describe, expect, test } from 'vitest';
import { type Client, startHarness } from '../support/harness.ts';
import { impactLines } from '../support/impact-kit.ts';
import { never, runnerSource } from '../support/jobs-kit.ts';
import type { Answer } from '../support/json-http.ts';
import { makeKey } from '../support/keys-kit.ts';
import { makeConfig, makeDeployment, makeProvider, makeVault, uniqueName } from '../support/rules-kit.ts';

/*
 * A version can be written to ask about a kept secret. Two instances that differ in the content of secrets alone answer
 * a key that may not reveal them in the same way, by whatever route it has the version asked.
 */

const harness = await startHarness();
const source = runnerSource(
  harness,
  jobHandlers.filter(({ kind }) => kind === 'provider-deployments.follow'),
);

const SECRETS = ['a-first-secret', 'b-another-secret'] as const;
const secret = { type: 'string', writeOnly: true };
const text = { type: 'string' };

/** Subschemas that one of the secrets fits, and the other one does not. */
const ASKING: readonly object[] = [
  { pattern: '^a' },
  { minLength: 15 },
  { maxLength: 14 },
  { enum: ['a-first-secret', 'c'] },
  { const: 'b-another-secret' },
  { not: { pattern: 'first' } },
  { anyOf: [{ pattern: '^a' }, { maxLength: 3 }] },
];

const holder = (token: object) => ({ properties: { auth: { properties: { token } } } });
const base = (token: object = secret, more: object = {}) => ({
  type: 'object',
  required: ['host'],
  properties: { host: text, region: text, auth: { type: 'object', properties: { token, user: text } } },
  ...more,
});
const when = (condition: object, branches: object) =>
  JSON.parse(JSON.stringify({ if: condition, ...branches }));

/** Ways to have a subschema asked about the secret at `/auth/token`. */
const WAYS: Record<string, (asking: object) => object> = {
  property: (asking) => base({ ...secret, ...asking }),
  allOf: (asking) => base(secret, { allOf: [holder(asking)] }),
  anyOf: (asking) => base(secret, { anyOf: [holder(asking), { required: ['region'] }] }),
  oneOf: (asking) => base(secret, { oneOf: [holder(asking), { not: holder(asking), required: ['region'] }] }),
  not: (asking) => base(secret, { not: { ...holder(asking), required: ['auth'] } }),
  if: (asking) => base(secret, when(holder(asking), { else: { required: ['region'] } })),
  dependentSchemas: (asking) => base(secret, { dependentSchemas: { host: holder(asking) } }),
  patternProperties: (asking) =>
    base(secret, { patternProperties: { '^au': { patternProperties: { '^tok': asking } } } }),
  $ref: (asking) => base({ ...secret, $ref: '#/$defs/asked' }, { $defs: { asked: asking } }),
  mark: (asking) =>
    base(secret, {
      oneOf: [
        { ...holder(asking), properties: { ...holder(asking).properties, host: { writeOnly: true } } },
        { not: holder(asking) },
      ],
    }),
};

/** Keywords whose work depends on the length of a text, and two secrets that fit all of them. */
const REPEATED: Record<string, object> = {
  pattern: { pattern: '^[a-z0-9-]{1,900}$' },
  combination: { anyOf: [{ pattern: '^[a-z-]+$' }, { pattern: '^[a-z0-9-]+$' }] },
};
const LENGTHS = ['ab-1', `a${'b'.repeat(780)}`] as const;

/** Has keywords asked about the secret 512 times, by references. */
function doubled(schema: object, keywords: object): object {
  const $defs: Record<string, object> = { d0: keywords };
  for (let i = 1; i <= 9; i++)
    $defs[`d${i}`] = { allOf: [{ $ref: `#/$defs/d${i - 1}` }, { $ref: `#/$defs/d${i - 1}` }] };
  return { ...schema, allOf: [holder({ $ref: '#/$defs/d9' })], $defs };
}

const IDS = /\b[a-z]{3,4}_[0-9a-z]{26}\b/g;
const TIMES = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;

/** Writes an answer without what differs from one instance to the next. */
function plain({ status, body }: { status: number; body: unknown }, names: Map<string, string>): string {
  const told = JSON.stringify(body)
    .replace(IDS, (id) => {
      if (!names.has(id)) names.set(id, `${id.slice(0, 4)}${names.size}`);
      return names.get(id) ?? '';
    })
    .replace(TIMES, 'then');
  return `${status} ${told}`;
}

async function world(slug: string, token: string, config_schema: object = base(), more: object = {}) {
  const client = await harness.newInstance();
  const provider = await makeProvider(client, { config_schema });
  const value = { host: 'api.test', auth: { token, user: 'u' }, ...more };
  const deployment = await makeDeployment(client, provider);
  const safe = await makeDeployment(client, provider, { follow: 'safe' });
  const vault = await makeVault(client, provider, { value });
  const follows = { value: undefined, provider_config_vault_id: vault.id };
  const configs = {
    own: await makeConfig(client, provider, { value }),
    placed: await makeConfig(client, provider, { value, provider_deployment_id: deployment.id }),
    safe: await makeConfig(client, provider, { value, provider_deployment_id: safe.id }),
    following: await makeConfig(client, provider, follows),
    archived: await makeConfig(client, provider, follows),
  };
  const editor = await makeKey(harness, client, ['editor', 'jobs:read']);
  return { client, editor, provider, vault, deployment, safe, configs, slug };
}

type World = Awaited<ReturnType<typeof world>>;

/** Has a version asked by all routes with a key. Returns what each answered. */
async function ask(key: Client, world: World, config_schema: object): Promise<[string, string][]> {
  const { provider, vault, deployment, safe, configs } = world;
  const names = new Map<string, string>([
    [provider.slug, 'slug'],
    [provider.identifier, 'identifier'],
  ]);
  const heard: [string, string][] = [];
  const hear = async (name: string, asked: Promise<Answer>): Promise<Answer> => {
    const answer = await asked;
    heard.push([name, plain(answer, names).replaceAll(provider.slug, 'slug')]);
    return answer;
  };
  const version = { provider_id: provider.id, version: '2', config_schema };
  await hear('dry run of the version', key.post('provider-versions?dry_run=true', version));
  const { body: next } = await hear('publication', key.post('provider-versions', version));
  const to = { provider_version_id: next.id };
  const preview = { provider_version_id: next.id };
  await hear('report', key.post(`provider-versions/${next.id}/impact`, {}));
  const lines = await impactLines(harness, key, `provider-versions/${next.id}/impact`);
  heard.push(['report in lines', plain({ status: 200, body: lines }, names)]);
  for (const { id } of [deployment, safe])
    await hear('preview', key.post(`provider-deployments/${id}/upgrade-preview`, preview));
  for (const query of ['?dry_run=true', '?force=true']) {
    await hear(
      `upgrade of a deployment ${query}`,
      key.post(`provider-deployments/${deployment.id}/upgrade${query}`, to),
    );
    for (const { id } of [configs.own, configs.following])
      for (const value of [undefined, { auth: { user: 'v' } }])
        await hear(
          `upgrade of a config ${query} ${JSON.stringify(value)}`,
          key.post(`provider-configs/${id}/upgrade${query}`, { ...to, value }),
        );
  }
  const from = { provider_id: provider.id, provider_config_vault_id: vault.id };
  await hear('config from the vault', key.post('provider-configs', from));
  await hear(
    'deployment from the vault',
    key.post('provider-deployments', {
      provider_id: provider.id,
      provider_config: { provider_config_vault_id: vault.id },
    }),
  );
  // A config on the new version, with a secret of its own that fits it
  for (const token of ['a-first-secret', 'b-another-secret']) {
    const value = { host: 'h', region: 'r', auth: { token } };
    const { body } = await hear(
      'new config',
      key.post('provider-configs', { provider_id: provider.id, value }),
    );
    const at = `provider-configs/${body.id ?? configs.own.id}`;
    const over = { provider_config_vault_id: vault.id };
    await hear('vault below', key.patch(`${at}?dry_run=true`, { ...over, value: { auth: null } }));
    await hear('vault below', key.patch(at, over));
    await hear('without the override', key.patch(at, { value: { auth: null, region: null } }));
    await hear('keeping the value', key.patch(at, { provider_config_vault_id: null, keep_value: true }));
    await hear('resolve', key.post(`${at}/resolve`, {}));
  }
  await hear('upgrade of the vault', key.post(`provider-config-vaults/${vault.id}/upgrade?dry_run=true`, to));
  await hear('upgrade of the vault', key.post(`provider-config-vaults/${vault.id}/upgrade`, to));
  await hear(
    'edit of the vault',
    key.patch(`provider-config-vaults/${vault.id}`, { value: { region: 'r' } }),
  );
  await hear(
    'edit of a follower',
    key.patch(`provider-configs/${configs.following.id}`, { value: { region: 'q' } }),
  );
  await hear(
    'edit of a follower',
    key.patch(`provider-configs/${configs.following.id}`, { value: { region: null } }),
  );
  await hear('archive', key.delete(`provider-configs/${configs.archived.id}`));
  await hear('unarchive', key.post(`provider-configs/${configs.archived.id}/unarchive`, {}));
  await hear('restore', key.post(`provider-configs/${configs.own.id}/revisions/1/restore`, {}));
  await hear('restore', key.post(`provider-config-vaults/${vault.id}/revisions/1/restore`, {}));
  await hear('following', key.patch(`provider-deployments/${safe.id}`, { follow: 'safe' }));
  await lookAfter(source);
  while (await workOnNext(source, 'one', never));
  for (const path of [
    'provider-configs?invalid=true',
    'provider-configs?upgrade=safe',
    'provider-configs?upgrade=breaking',
    'provider-configs?behind=true',
    'provider-deployments?invalid=true',
    'provider-deployments?upgrade=safe',
    'provider-deployments?upgrade=breaking',
    `provider-deployments/${safe.id}`,
    `provider-config-vaults/${vault.id}`,
    ...Object.values(configs).map(({ id }) => `provider-configs/${id}`),
  ])
    await hear(path.split('/')[0] ?? '', key.get(path));
  return heard;
}

const seed = Number(process.env.BERTH_TEST_SEED ?? 20_266);
const ways = Object.entries(WAYS);
const chosen = process.env.BERTH_TEST_LONG
  ? ways.flatMap(([name, way]) => ASKING.map((_, number) => ({ name, way, number })))
  : ways.map(([name, way], index) => ({ name, way, number: (seed + index) % ASKING.length }));

describe('a version that asks about a kept secret', { timeout: 300_000 }, () => {
  test.each(chosen)('by $name and $number tells nothing to a key without reveal', async ({ way, number }) => {
    const schema = way(ASKING[number] ?? {});
    const slug = uniqueName('asks-');
    const heard: [string, string][][] = [];
    for (const token of SECRETS) {
      const made = await world(slug, token);
      heard.push(await ask(made.editor, made, schema));
    }
    const [one = [], other = []] = heard;
    expect(one.length).toBe(other.length);
    for (const [index, told] of one.entries()) expect(told).toEqual(other[index]);
    expect(one.filter(([, answer]) => answer.startsWith('500'))).toEqual([]);
    expect(one.filter(([, answer]) => answer.startsWith('403')).length).toBeGreaterThan(5);
  });

  test.each(Object.entries(REPEATED))(
    'by a repeated %s tells nothing, not even by the work that it takes',
    async (_, keywords) => {
      const first = base({ ...secret, ...keywords });
      const schema = doubled(first, keywords);
      const slug = uniqueName('asks-');
      const heard: [string, string][][] = [];
      for (const token of LENGTHS) {
        const made = await world(slug, token, first);
        heard.push(await ask(made.editor, made, schema));
      }
      const [one = [], other = []] = heard;
      expect(one.length).toBe(other.length);
      for (const [index, told] of one.entries()) expect(told).toEqual(other[index]);
      const upgrades = one.filter(([name]) => name.startsWith('upgrade of a config'));
      expect(upgrades.map(([, answer]) => answer.slice(0, 3))).toEqual(upgrades.map(() => '200'));
    },
  );

  test('that nearly reaches a limit of size or work tells nothing by the length of a secret', async () => {
    const first = base({ ...secret, ...REPEATED.pattern });
    const properties = { ...first.properties, list: { items: { pattern: '^[a-z]{0,30}$' } } };
    const patches = [
      ...[1_700, 1_300, 1_000, 900, 500].map((less) => ({ host: 'h'.repeat(1024 * 1024 - 100 - less) })),
      ...[500, 1_500, 2_000, 2_500, 3_000, 3_500].map((length) => ({
        list: Array.from({ length }, () => 'abcdefghij'),
      })),
    ];
    const heard: number[][] = [];
    for (const token of LENGTHS) {
      const { editor, configs, vault } = await world(
        uniqueName('asks-'),
        token,
        { ...first, properties },
        { region: 'r'.repeat(1_000) },
      );
      const statuses: number[] = [];
      for (const value of patches)
        for (const path of [`provider-configs/${configs.own.id}`, `provider-configs/${configs.following.id}`])
          statuses.push((await editor.patch(`${path}?dry_run=true`, { value })).status);
      for (const value of patches)
        statuses.push(
          (await editor.patch(`provider-config-vaults/${vault.id}?dry_run=true`, { value })).status,
        );
      heard.push(statuses);
    }
    expect(heard[0]).toEqual(heard[1]);
    expect(new Set(heard[0])).toEqual(new Set([200, 400]));
  });

  test('that a key with reveal has accepted for a vault holds up neither a move of a follower nor an edit', async () => {
    const { client, editor, provider, vault, configs } = await world(uniqueName('asks-'), SECRETS[0]);
    const config_schema = WAYS.property?.({ pattern: '^a' });
    const { body } = await client.post('provider-versions', {
      provider_id: provider.id,
      version: '2',
      config_schema,
    });
    const to = { provider_version_id: body.id };
    // An edit of a config on the version, over the vault that is not: its own secret hides the vault's
    const at = `provider-configs/${configs.archived.id}`;
    await client.patch(at, { value: { auth: { token: 'a-token-of-its-own' } } });
    expect((await client.post(`${at}/upgrade`, to)).status).toBe(200);
    const value = { host: 'api.test', region: 'q', auth: { token: null, user: 'u' } };
    const shown = { value, keep: ['/auth/token'], vault_revision: 1 };
    expect((await editor.patch(at, { value_shown: shown })).status).toBe(200);
    const without = { value: { ...value, auth: { user: 'u' } }, keep: [], vault_revision: 1 };
    expect((await editor.patch(at, { value_shown: without })).status).toBe(403);
    const follower = `provider-configs/${configs.following.id}/upgrade`;
    expect((await editor.post(follower, to)).status).toBe(403);
    expect((await client.post(`provider-config-vaults/${vault.id}/upgrade`, to)).status).toBe(200);
    expect((await editor.post(follower, to)).status).toBe(200);
    expect((await editor.post(`provider-configs/${configs.own.id}/upgrade`, to)).status).toBe(403);
  });

  test('tells a key that may reveal what it asks', async () => {
    const schema = WAYS.property?.({ pattern: '^a' }) ?? {};
    const heard: [string, string][][] = [];
    for (const token of SECRETS) {
      const made = await world(uniqueName('asks-'), token);
      heard.push(await ask(made.client, made, schema));
    }
    const [one = [], other = []] = heard;
    const differing = one.filter(([, told], index) => told !== other[index]?.[1]);
    expect(differing.map(([name]) => name)).toContain('report');
    expect(one.filter(([, answer]) => answer.startsWith('403'))).toEqual([]);
  });
});
