import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { eachResource, makeScene, testIf } from '../support/conformance-kit.ts';
import { startHarness } from '../support/harness.ts';
import {
  dump,
  expectPlaces,
  expectRefusal,
  makeConfig,
  makeProvider,
  makeVault,
  SCHEMA,
  VALUE,
} from '../support/rules-kit.ts';
import { changeOf, verbOf } from '../support/verbs.ts';

/** A dry run answers as the write would, and leaves every byte of every row unchanged. */

const harness = await startHarness();

const state = async () =>
  createHash('sha256')
    .update((await dump(harness)).split('\n').sort().join())
    .digest('hex');

/** Members that each request makes anew, and values and digests, which a dry run does not show. */
const isFresh = (name: string): boolean =>
  [
    'id',
    'slug',
    'identifier',
    'secret',
    'value',
    'hint',
    'digest',
    'digest_reason',
    'ip',
    'user_agent',
  ].includes(name) || /_(id|at)$/.test(name);

/** Removes the members, and the links to setup pages, that differ from request to request, at any depth. */
function settled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(settled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, member]) => !isFresh(name) && !String(member).includes('/setup/'))
      .map(([name, member]) => [name, settled(member)]),
  );
}

const written = eachResource.filter(
  ([, resource]) => verbOf(resource, 'create') || verbOf(resource, 'update') || verbOf(resource, 'archive'),
);

describe.each(written)('a dry run of %s', { timeout: 60_000 }, (path, resource) => {
  testIf(verbOf(resource, 'create'))(
    'of a create answers as the create does, and writes nothing',
    async () => {
      const { client, body } = await makeScene(harness, resource, 1);
      const again: Record<string, unknown> = {
        ...body,
        ...(body?.slug ? { slug: `dry-${Date.now().toString(36)}` } : {}),
      };
      if (body?.version && resource.entity.name === 'provider.version') again.version = 'dry';
      const before = await state();
      const dry = await client.post(`${path}?dry_run=true`, again);
      expect([dry.status, dry.body.dry_run], JSON.stringify(dry.body)).toEqual([200, true]);
      expect(await state()).toBe(before);
      // The impact of a new version is asked for by itself once the version exists
      const { dry_run: _, dependents: __, impact: ___, ...answer } = dry.body;
      const real = await client.post(path, again);
      expect(settled(answer)).toEqual(settled(real.body));
      expect(await state()).not.toBe(before);
    },
  );

  testIf(verbOf(resource, 'update'))(
    'of a change answers as the change does, and writes nothing',
    async () => {
      const { client, ids } = await makeScene(harness, resource, 1);
      const before = await state();
      const body = changeOf(resource);
      const dry = await client.patch(`${path}/${ids[0]}?dry_run=true`, body);
      expect([dry.status, dry.body]).toMatchObject([200, body]);
      expect(await state()).toBe(before);
      const { dry_run: _, dependents: __, ...answer } = dry.body;
      expect(settled(answer)).toEqual(settled((await client.patch(`${path}/${ids[0]}`, body)).body));
    },
  );

  testIf(verbOf(resource, 'archive'))(
    'of an archive answers as the archive does, and writes nothing',
    async () => {
      const { client, ids } = await makeScene(harness, resource, 1);
      const before = await state();
      const dry = await client.request('DELETE', `${path}/${ids[0]}?dry_run=true&force=true`);
      expect([dry.status, dry.body.dry_run], JSON.stringify(dry.body)).toEqual([200, true]);
      expect(await state()).toBe(before);
      const { dry_run: _, dependents: __, ...answer } = dry.body;
      const real = await client.request('DELETE', `${path}/${ids[0]}?force=true`);
      expect(settled(answer)).toEqual(settled(real.body));
    },
  );
});

describe('a dry run', { timeout: 60_000 }, () => {
  test('takes true and false, and nothing else', async () => {
    const client = await harness.newInstance();
    for (const option of ['dry_run', 'force']) {
      expectPlaces(await client.post(`providers?${option}=maybe`, {}), [option]);
    }
  });

  test('needs the scope of the write', async () => {
    const client = await harness.newInstance();
    const { body } = await client.post('api-keys', { name: 'Reader', scopes: ['reader'] });
    const provider = await makeProvider(client);
    const answer = await harness
      .as(body.secret)
      .post('provider-configs?dry_run=true', { provider_id: provider.id, value: VALUE });
    expectRefusal(answer, [403, 'forbidden']);
  });

  test('refuses a body, a value or a taken name as the write does', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    await makeConfig(client, provider, { handle: 'taken' });
    const dry = (body: object) =>
      client.post('provider-configs?dry_run=true', { provider_id: provider.id, ...body });
    expectPlaces(await dry({ name: 7, value: VALUE }), ['name']);
    expectPlaces(await dry({ value: { host: 'x', port: 0 } }), ['value/host', 'value/port']);
    expectRefusal(await dry({ value: VALUE, handle: 'taken' }), [409, 'conflict']);
    const slug = { slug: provider.slug, name: 'Twice', version: { version: '1', config_schema: SCHEMA } };
    expectRefusal(await client.post('providers?dry_run=true', slug), [409, 'conflict']);
  });

  test('of the further verbs writes nothing either', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const vault = await makeVault(client, provider);
    const at = `provider-config-vaults/${vault.id}`;
    await client.patch(at, { value: { port: 2 } });
    const before = await state();
    for (const verb of ['revisions/1/restore', 'revisions/1/destroy', 'confirm-secrets']) {
      const { status, body } = await client.post(`${at}/${verb}?dry_run=true`, {});
      expect([status, body.dry_run], verb).toEqual([200, true]);
    }
    expect(await state()).toBe(before);
  });
});
