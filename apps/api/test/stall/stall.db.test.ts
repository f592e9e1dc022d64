import { testDriver } from '@berth/db/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isLongRun } from '../../../../scripts/testing/long.mjs';
import { worstRequests } from './every-route.ts';
import { type Measured, type Send, startWatched } from './server.ts';
import { times, worstPaths, worstSchemas, worstTest, worstValues, written } from './worst.ts';

const LONGEST_PAUSE_MS = 300;
const MOST_MEMORY = 600 * 1024 * 1024;

/** Holds for the parts that compute alike on both databases, or measure a process without an embedded one. */
const onPostgres = testDriver() === 'postgres';

describe.runIf(isLongRun)('no single request pauses the others', () => {
  let send: Send;
  let stop: () => Promise<void>;
  let slug = 0;
  beforeAll(async () => {
    ({ send, stop } = await startWatched());
    // The first requests of a process compile its code
    for (let i = 0; i < 20; i++) await send('GET', '/providers?limit=100');
  }, 120_000);
  afterAll(() => stop?.());

  /** Collects the measures of requests and fails for each that pauses too long or fails. */
  function measures() {
    const seen: { name: string; pause: number; status: number }[] = [];
    return {
      add: (name: string, { pause, status, body }: Measured): Measured => {
        seen.push({ name, pause, status });
        return { pause, status, body, memory: 0 };
      },
      check: () => {
        expect(seen.filter(({ pause }) => pause > LONGEST_PAUSE_MS)).toEqual([]);
        expect(seen.filter(({ status }) => status >= 500)).toEqual([]);
        const [longest] = seen.toSorted((a, b) => b.pause - a.pause);
        return `the longest pause is ${longest?.pause} ms, in ${longest?.name}`;
      },
    };
  }

  const provider = (config_schema: unknown, more = {}) => ({
    slug: `worst-${slug++}`,
    name: 'Worst',
    version: { version: '1', config_schema, test: worstTest, ...more },
  });

  test.for(Object.keys(worstSchemas))(
    'with a schema of %s',
    { timeout: 600_000 },
    async (kind, { annotate }) => {
      const schema = worstSchemas[kind];
      const all = measures();
      const made = all.add('create', await send('POST', '/providers', provider(schema)));
      expect([made.status, made.body.errors?.[0]?.message]).toEqual([200, undefined]);
      const id = String(made.body.id);
      for (const [name, value] of Object.entries(worstValues)) {
        const of = (step: string) => `${step} of ${name}`;
        const body = { provider_id: id, value };
        all.add(of('dry run'), await send('POST', '/provider-configs?dry_run=true', body));
        const vault = all.add(
          of('vault'),
          await send('POST', '/provider-config-vaults', { ...body, name: 'v' }),
        );
        const handle = `worst-${slug++}`;
        const config = all.add(of('config'), await send('POST', '/provider-configs', { ...body, handle }));
        if (config.status !== 200) continue;
        const path = `/provider-configs/${config.body.id}`;
        all.add(of('get'), await send('GET', path));
        all.add(of('resolve'), await send('POST', `${path}/resolve`, {}));
        all.add(of('reveal'), await send('POST', `${path}/resolve`, { reason: 'test' }));
        all.add(of('patch'), await send('PATCH', path, { value: { added: 'x' } }));
        all.add(of('great patch'), await send('PATCH', path, { value: { ...value, k: 'other' } }));
        all.add(of('replace'), await send('PATCH', path, { value_replace: value }));
        const keep = Object.keys(value)
          .slice(0, 10_000)
          .map((member) => `/${member}`);
        const shown = { value, keep, vault_revision: null };
        all.add(of('shown'), await send('PATCH', path, { value_shown: shown }));
        all.add(of('confirm'), await send('POST', `${path}/confirm-secrets`, {}));
        all.add(of('test'), await send('POST', `${path}/test`, {}));
        all.add(of('shown list'), await send('GET', '/v1/provider-configurations?limit=100'));
        all.add(of('revisions'), await send('GET', `${path}/revisions?limit=100`));
        all.add(of('restore'), await send('POST', `${path}/revisions/1/restore`, {}));
        if (vault.status !== 200) continue;
        const follower = { provider_id: id, provider_config_vault_id: vault.body.id, value: { own: 'x' } };
        all.add(of('follower'), await send('POST', '/provider-configs', follower));
        const vaultPath = `/provider-config-vaults/${vault.body.id}`;
        all.add(of('vault patch'), await send('PATCH', vaultPath, { value: { added: 'x' } }));
      }
      all.add(
        'version',
        await send('POST', '/provider-versions', {
          provider_id: id,
          version: '2',
          config_schema: { ...schema, title: 'x' },
        }),
      );
      all.add('schema', await send('GET', `/provider-configs/provider-config-schema?provider_id=${id}`));
      await annotate(all.check());
    },
  );

  test.runIf(onPostgres)(
    'with a version that asks about kept secrets, moved by a key that may not reveal them',
    { timeout: 900_000 },
    async ({ annotate }) => {
      const all = measures();
      const { body: key } = await send('POST', '/api-keys', { name: 'Editor', scopes: ['editor'] });
      const authorization = `Bearer ${key.secret}`;
      for (const [kind, schema] of Object.entries(worstSchemas)) {
        const made = await send('POST', '/providers', provider(schema));
        expect([kind, made.status]).toEqual([kind, 200]);
        const provider_id = made.body.id;
        const configs: [name: string, id: unknown][] = [];
        for (const [name, value] of Object.entries(worstValues)) {
          const { status, body } = await send('POST', '/provider-configs', { provider_id, value });
          if (status === 200) configs.push([name, body.id]);
        }
        const version = { provider_id, version: '2', config_schema: written(schema) };
        const { status, body: next } = await send('POST', '/provider-versions', version);
        expect([kind, status]).toEqual([kind, 200]);
        const to = { provider_version_id: next.id };
        for (const [name, id] of configs) {
          const path = `/provider-configs/${id}/upgrade?dry_run=true`;
          all.add(`${kind}, ${name}`, await send('POST', path, to, { authorization }));
        }
      }
      await annotate(all.check());
    },
  );

  test.runIf(onPostgres).for(Object.keys(worstPaths))(
    'with secret paths of %s',
    { timeout: 120_000 },
    async (kind, { annotate }) => {
      const all = measures();
      for (const name of ['nothing', 'recursive members', 'recursive unions']) {
        const made = all.add(
          name,
          await send('POST', '/providers', provider(worstSchemas[name], { secret_paths: worstPaths[kind] })),
        );
        if (made.status !== 200) continue;
        for (const [value, sent] of Object.entries(worstValues)) {
          all.add(
            `${name}, ${value}`,
            await send('POST', '/provider-configs?dry_run=true', { provider_id: made.body.id, value: sent }),
          );
        }
      }
      await annotate(all.check());
    },
  );

  test.runIf(onPostgres)(
    'with a schema diff of two of the worst specifications',
    { timeout: 900_000 },
    async ({ annotate }) => {
      const all = measures();
      const made = await send('POST', '/providers', provider({}));
      const versionOf = async (version: string, config_schema: unknown): Promise<string> => {
        const body = { provider_id: made.body.id, version, config_schema };
        const { status, body: answer } = await send('POST', '/provider-versions', body);
        expect([version, status]).toEqual([version, 200]);
        return String(answer.id);
      };
      const compare = async (name: string, id: string, against: string) => {
        const { status } = all.add(
          name,
          await send('GET', `/provider-versions/${id}/diff?against=${against}`),
        );
        expect([name, status]).toEqual([name, 200]);
      };
      const versions: [kind: string, id: string][] = [];
      for (const [kind, schema] of Object.entries(worstSchemas)) {
        const id = await versionOf(kind, schema);
        const other = await versionOf(`another ${kind}`, written(schema));
        await compare(`another ${kind}`, other, id);
        await compare(`${kind} after another`, id, other);
        versions.push([kind, id]);
      }
      for (const [kind, id] of versions) {
        for (const [earlier, against] of versions)
          if (id !== against) await compare(`${kind} after ${earlier}`, id, against);
      }
      await annotate(all.check());
    },
  );

  test('with the worst body or query for every route', { timeout: 600_000 }, async ({ annotate }) => {
    const all = measures();
    for (const { name, method, path, body } of worstRequests()) {
      all.add(name, await send(method, path, body));
    }
    await annotate(all.check());
  });

  test.runIf(onPostgres)(
    'and 2,000 of the worst specifications fit into memory',
    { timeout: 900_000 },
    async ({ annotate }) => {
      // A process of its own: the heap of the other one has grown with the largest values
      const fresh = await startWatched();
      const kinds = Object.values(worstSchemas);
      let most = 0;
      const sizes: number[] = [];
      try {
        for (const i of times(2_000, (index) => index)) {
          const body = provider({ ...kinds[i % kinds.length], $comment: `${i}` });
          const { status, memory, body: made } = await fresh.send('POST', '/providers', body);
          expect(status).toBe(200);
          const value = { k: 'k', a: 'x' };
          await fresh.send('POST', '/provider-configs?dry_run=true', { provider_id: made.id, value });
          most = Math.max(most, memory);
          if (i % 100 === 0) sizes.push(Math.round(memory / 1024 / 1024));
        }
      } finally {
        await fresh.stop();
      }
      await annotate(`resident memory in MiB: ${sizes.join(', ')}`);
      expect(most).toBeLessThan(MOST_MEMORY);
    },
  );
});
