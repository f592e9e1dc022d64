import { dropTables } from '@berth/db/testing';
import { registry } from '@berth/domain';
import { createKeyRing } from '@berth/secrets';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrationsOf, readReleased } from '../../../../scripts/migrations/released.ts';
import { dumpRows, emptyTables, loadRows } from '../../../../scripts/release/dump.ts';
import { readRelease } from '../../../../scripts/release/files.ts';
import { MIGRATIONS } from '../../src/server/package-files.ts';
import { type Client, type Harness, startHarness } from '../support/harness.ts';
import { firstMigrations, removeFolders, withMigration } from './migration-folders.ts';

/** The migrations of each version and a database with rows in every table, as `pnpm release` recorded them. */
const released = readReleased(MIGRATIONS);

afterAll(removeFolders);

describe.each(Object.keys(released))('a database of %s that this version has upgraded', (version) => {
  const { rows, facts } = readRelease(version);
  const ids = Object.keys(facts.configs);
  let before: { rows: string; empty: string[] };
  let harness: Harness;
  let client: Client;

  beforeAll(async () => {
    harness = await startHarness({
      provider: createKeyRing([{ key: Buffer.from(facts.master_key, 'base64') }]),
      directly: true,
      around: async (database) => {
        await dropTables(database);
        await database.migrate(firstMigrations(migrationsOf(released, version)));
        await loadRows(database, rows);
        before = { rows: await dumpRows(database), empty: await emptyTables(database) };
        await database.migrate(MIGRATIONS);
        return database;
      },
    });
    client = harness.as(facts.bootstrap_key);
  });

  test('had rows in every table, and has all of them still', () => {
    expect(before.empty).toEqual([]);
    expect(before.rows === rows).toBe(true);
  });

  test('answers every list, with the recorded rows', async () => {
    const [part] = await harness.database.query(
      `select v.id from provider_versions v join provider_tools using (specification_id)
       join provider_auth_methods using (specification_id) limit 1`,
    );
    for (const { wire, read } of registry.resources) {
      const { path } = wire;
      const query = read.filters.provider_version_id?.required ? `?provider_version_id=${part?.id}` : '';
      const list = await client.get(`${path}${query}`);
      expect({ path, status: list.status }).toEqual({ path, status: 200 });
      const isNew = facts.examples[path] === undefined;
      if (!isNew) expect(list.body.items, path).not.toEqual([]);
    }
    for (const [path, id] of Object.entries(facts.examples)) {
      expect((await client.get(`${path}/${id}`)).status, `${path}/${id}`).toBe(200);
    }
  });

  test('resolves each config to its recorded value', async () => {
    expect(ids).not.toEqual([]);
    for (const id of ids) {
      const { body } = await client.post(`provider-configs/${id}/resolve`, { reason: 'after the upgrade' });
      expect(body.value, id).toEqual(facts.configs[id]);
    }
  });

  test('says which secrets a new address makes stale, and reveals them again at the old address', async () => {
    for (const id of ids) {
      const at = `provider-configs/${id}`;
      const { host } = facts.configs[id] as { host: string };
      const reveal = () => client.post(`${at}/resolve`, { reason: 'after the upgrade' });
      const moved = await client.patch(at, { value: { host: 'elsewhere.test' } });
      expect(moved.body.stale_secrets, id).toEqual([{ path: '/token', because: ['/host'] }]);
      expect((await reveal()).body.code, id).toBe('secrets_stale');
      expect((await client.patch(at, { value: { host } })).body.stale_secrets, id).toEqual([]);
      expect((await reveal()).body.value, id).toEqual(facts.configs[id]);
    }
  });

  test('sends no secret to the test of a version that is published after the upgrade', async () => {
    for (const id of ids) {
      const { provider_id, specification_id } = (await client.get(`provider-configs/${id}`)).body;
      const { config_schema, tools, auth_methods } = (
        await client.get(`provider-specifications/${specification_id}`)
      ).body;
      const test = { url: 'https://elsewhere.test/', headers: { 'X-Stolen': '{token}' } };
      const published = await client.post('provider-versions', {
        ...{ provider_id, version: `after the upgrade, for ${id}`, test, config_schema },
        tools: tools.map(({ key, name, tags }: Record<string, unknown>) => ({ key, name, tags })),
        auth_methods: auth_methods.map(({ key, type, name }: Record<string, unknown>) => ({
          key,
          type,
          name,
        })),
      });
      expect(published.body.specification_id, JSON.stringify(published.body)).toBe(specification_id);
      const answer = await client.post(`provider-configs/${id}/test`, {});
      expect([answer.status, answer.body.code], id).toEqual([409, 'secrets_stale']);
    }
  });

  test('takes changes, and its audit trail continues from the recorded checkpoint', async () => {
    for (const id of ids) {
      const { status } = await client.patch(`provider-configs/${id}`, { name: 'Upgraded' });
      expect(status).toBe(200);
    }
    const { body } = await client.post('audit-events/verify', { checkpoint: facts.checkpoint });
    expect(body).toMatchObject({ valid: true, first_invalid: null });
  });

  test('takes a further migration that its rows fit, and refuses one that they do not fit', async () => {
    const { database } = harness;
    const column = 'alter table provider_configs add column invented text not null';
    await expect(database.migrate(withMigration(column))).rejects.toMatchObject({ cause: { code: '23502' } });
    await database.migrate(withMigration(`${column} default 'of old'`));
    const invented = await database.query('select distinct invented from provider_configs');
    expect(invented).toEqual([{ invented: 'of old' }]);
  });
});
