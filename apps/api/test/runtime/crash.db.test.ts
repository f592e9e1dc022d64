import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { openPglite, openPostgres } from '@berth/db';
import { queryRows } from '@berth/db/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isLongRun } from '../../../../scripts/testing/long.mjs';
import {
  type BerthProcess,
  buildServer,
  makeFolder,
  onMigratedDatabase,
  startProcess,
} from '../support/server-process.ts';

const folder = makeFolder();
const key = randomBytes(24).toString('hex');
const ROUNDS = isLongRun ? 3 : 2;
const WRITERS = 4;
const WRITES_BEFORE_KILL = 25;

let env: Record<string, string>;

beforeAll(async () => {
  await buildServer();
  env = { ...(await onMigratedDatabase(folder.path)), BERTH_BOOTSTRAP_KEY: key };
});
afterAll(() => folder.remove());

test('a server killed during a write loses nothing it acknowledged and leaves nothing half-written', {
  timeout: 120_000,
}, async () => {
  const acknowledged: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const server = await startProcess(env);
    const goal = acknowledged.length + WRITES_BEFORE_KILL;
    const writers = Array.from({ length: WRITERS }, () => write(server, acknowledged));
    while (acknowledged.length < goal) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await server.stop('SIGKILL')).toBe('SIGKILL');
    await Promise.all(writers);
  }

  const server = await startProcess(env);
  const statuses = await Promise.all(
    acknowledged.map(async (path) => (await send(server, 'GET', path)).status),
  );
  expect(statuses.filter((status) => status !== 200)).toEqual([]);
  expect(await server.stop()).toBe(0);
  expect(await halves()).toEqual({ providers: 0, versions: 0, configs: 0, values: 0 });
});

test('a write that the death of the server leaves unanswered is done once, when it is sent again with its key', {
  timeout: 120_000,
}, async () => {
  const [sent, answered] = [[] as string[], [] as string[]];
  const make = (server: BerthProcess, name: string) =>
    send(
      server,
      'POST',
      '/provider-configs',
      { provider_id: 'anthropic', name, value: { api_key: 'a' } },
      { 'idempotency-key': name },
    );
  const writeWithKeys = async (server: BerthProcess) => {
    for (;;) {
      const name = `Once ${randomBytes(8).toString('hex')}`;
      sent.push(name);
      const answer = await make(server, name).catch(() => null);
      if (!answer) return;
      answered.push(name);
    }
  };
  for (let round = 0; round < ROUNDS; round++) {
    const server = await startProcess(env);
    const goal = answered.length + WRITES_BEFORE_KILL;
    const writers = Array.from({ length: WRITERS }, () => writeWithKeys(server));
    while (answered.length < goal) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await server.stop('SIGKILL')).toBe('SIGKILL');
    await Promise.all(writers);
  }

  const server = await startProcess(env);
  expect(sent.length - answered.length).toBe(ROUNDS * WRITERS);
  const ids = new Set<string>();
  for (const name of sent) {
    const answer = await make(server, name);
    expect(answer.status).toBe(200);
    ids.add(((await answer.json()) as { id: string }).id);
  }
  const names = await namesOf(server, [...ids]);
  expect(names.toSorted()).toEqual(sent.toSorted());
  const all = (await (await send(server, 'GET', '/provider-configs?search=Once&limit=100')).json()) as Page;
  const further = all.pagination.has_more_after
    ? await send(server, 'GET', `/provider-configs?search=Once&limit=100&after=${all.items.at(-1)?.id}`)
    : null;
  const rest = further ? ((await further.json()) as Page).items : [];
  expect([...all.items, ...rest].filter(({ name }) => name.startsWith('Once'))).toHaveLength(sent.length);
  expect(await server.stop()).toBe(0);
});

interface Page {
  items: { id: string; name: string }[];
  pagination: { has_more_after: boolean };
}

const namesOf = (server: BerthProcess, ids: string[]): Promise<string[]> =>
  Promise.all(
    ids.map(async (id) => {
      const config = await (await send(server, 'GET', `/provider-configs/${id}`)).json();
      return (config as { name: string }).name;
    }),
  );

/** Creates providers and their configs, one after the other, until the server is gone. */
async function write(server: BerthProcess, acknowledged: string[]): Promise<void> {
  for (;;) {
    const slug = `p${randomBytes(8).toString('hex')}`;
    const made = await createAcknowledged(server, 'providers', providerBody(slug), acknowledged);
    if (!made) return;
    const config = { provider_id: slug, name: slug, value: { token: `secret of ${slug}` } };
    if (!(await createAcknowledged(server, 'provider-configs', config, acknowledged))) return;
  }
}

/** Resolves to false when the server does not answer any more. */
async function createAcknowledged(
  server: BerthProcess,
  path: string,
  body: object,
  acknowledged: string[],
): Promise<boolean> {
  let answer: Response;
  let created: { id: string };
  try {
    answer = await send(server, 'POST', `/${path}`, body);
    created = (await answer.json()) as { id: string };
  } catch {
    return false;
  }
  expect(answer.status, JSON.stringify(created)).toBe(200);
  acknowledged.push(`/${path}/${created.id}`);
  return true;
}

const providerBody = (slug: string) => ({
  slug,
  name: slug,
  version: {
    version: '1.0.0',
    config_schema: { type: 'object', properties: { token: { type: 'string', writeOnly: true } } },
    tools: [
      { key: 'read', name: 'Read' },
      { key: 'write', name: 'Write' },
    ],
    auth_methods: [{ key: 'token', type: 'token', name: 'Token' }],
  },
});

function send(
  server: BerthProcess,
  method: string,
  path: string,
  body?: object,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${server.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
}

/** Counts, directly in the database, the traces that an incomplete write would leave. */
async function halves(): Promise<Record<string, number>> {
  const url = env.DATABASE_URL;
  const database = url ? openPostgres(url) : await openPglite({ directory: join(folder.path, 'postgres') });
  const count = async (from: string): Promise<number> =>
    Number((await queryRows(database, `select count(*) as n from ${from}`))[0]?.n);
  try {
    return {
      providers: await count(
        'providers p where not exists (select from provider_versions v where v.provider_id = p.id and v.is_current)',
      ),
      versions: await count(
        `provider_versions v where v.owner_id <> 'public' and (
           (select count(*) from provider_tools t where t.specification_id = v.specification_id) <> 2
           or (select count(*) from provider_auth_methods m where m.specification_id = v.specification_id) <> 1)`,
      ),
      configs: await count(
        `provider_configs c where c.revision is not null and not exists (
           select from value_revisions r
           where r.instance_id = c.instance_id and r.owner_id = c.id and r.revision = c.revision)`,
      ),
      values: await count(
        `value_revisions r where not exists (
           select from provider_configs c where c.instance_id = r.instance_id and c.id = r.owner_id)`,
      ),
    };
  } finally {
    await database.close();
  }
}
