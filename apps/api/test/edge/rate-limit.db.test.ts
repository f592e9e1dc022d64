import type { RatePolicy } from '@berth/domain';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { type Client, startHarness } from '../support/harness.ts';
import type { Answer } from '../support/json-http.ts';
import { countReads } from '../support/statements.ts';

const LIMIT = { requests: 5, seconds: 10, exemptsBootstrap: true };
const START = new Date('2031-05-17T10:00:00.000Z');
const after = (seconds: number) => new Date(START.getTime() + seconds * 1000);

let isAway = false;
let transactions = 0;
const harness = await startHarness({
  rateLimit: LIMIT,
  around: (database) => ({
    ...database,
    transaction: (run) => {
      transactions++;
      return isAway ? Promise.reject(new Error('connection refused')) : database.transaction(run);
    },
  }),
});
const { database, newInstance, setClock } = harness;
const count = countReads(database);

/** Runs at this many seconds after the start of a window. */
async function at<T>(seconds: number, run: () => Promise<T>): Promise<T> {
  setClock(after(seconds));
  return run();
}

/** Makes another process on the database: an application with its own count. */
function processWith(policy: Partial<RatePolicy>, now: Date) {
  const quiet = { info: () => {}, warn: () => {}, error: () => {} };
  const app = createApp({
    database,
    secrets: harness.secrets,
    settings: harness.settings,
    rateLimit: { ...LIMIT, ...policy },
    log: quiet,
    version: '0.0.0-test',
    trustProxy: false,
    ready: () => true,
    clock: () => now,
  });
  return async ({ key }: Client) => {
    const answer = await app.request('/instance', { headers: { authorization: `Bearer ${key}` } });
    return { status: answer.status, headers: answer.headers };
  };
}

const told = ({ status, headers }: Pick<Answer, 'status' | 'headers'>) => [
  status,
  headers.get('ratelimit'),
  headers.get('retry-after'),
];
const ask = (client: Client) => client.get('instance');
const many = <T>(count: number, run: () => Promise<T>) => Promise.all(Array.from({ length: count }, run));
const passed = (answers: { status: number }[]) => answers.filter(({ status }) => status === 200).length;

/** Makes a client that has used up its limit, at 3.2 seconds after the start. */
async function spent() {
  setClock(after(0));
  const client = await newInstance();
  setClock(after(3.2));
  await many(LIMIT.requests, () => ask(client));
  return client;
}

describe('a key', () => {
  test('passes exactly as often as its limit says, and again in the next window', async () => {
    const client = await at(0, newInstance);
    for (const left of [4, 3, 2, 1, 0]) {
      const answer = await at(3.2, () => ask(client));
      expect(told(answer)).toEqual([200, `"default";r=${left};t=7`, null]);
      expect(answer.headers.get('ratelimit-policy')).toBe('"default";q=5;w=10');
    }
    expect(told(await at(3.2, () => ask(client)))).toEqual([429, '"default";r=0;t=7', '7']);
    expect(told(await at(9.999, () => ask(client)))).toEqual([429, '"default";r=0;t=1', '1']);
    expect(told(await at(10, () => ask(client)))).toEqual([200, '"default";r=4;t=10', null]);
  });

  test('is not held up by another one of its instance', async () => {
    const client = await spent();
    const { body } = await at(20, () => client.post('api-keys', { name: 'Other', scopes: ['reader'] }));
    const other = harness.as(body.secret);
    expect(told(await at(3.2, () => ask(other)))).toEqual([200, '"default";r=4;t=7', null]);
    expect((await ask(client)).status).toBe(429);
  });

  test('keeps its window when the clock steps back', async () => {
    const client = await spent();
    expect((await at(10, () => ask(client))).status).toBe(200);
    expect((await at(9, () => ask(client))).status).toBe(429);
  });

  test('that is the bootstrap key has no limit, unless other machines can reach the server', async () => {
    setClock(after(0));
    for (const { status, headers } of await many(20, () => ask(harness.bootstrap))) {
      expect([status, headers.get('ratelimit'), headers.get('ratelimit-policy')]).toEqual([200, null, null]);
    }
    const open = processWith({ exemptsBootstrap: false }, after(0));
    expect(passed(await many(20, () => open(harness.bootstrap)))).toBe(LIMIT.requests);
  });

  test('loses nothing to requests from addresses that it does not allow', async () => {
    const client = await at(0, newInstance);
    const limits = { name: 'Bound', scopes: ['reader'], allowed_ips: ['203.0.113.9'] };
    const { body } = await at(10, () => client.post('api-keys', limits));
    const bound = harness.as(body.secret);
    for (const answer of await at(20, () => many(LIMIT.requests + 1, () => ask(bound)))) {
      expect(told(answer)).toEqual([403, null, null]);
    }
    await at(20, () => client.patch(`api-keys/${body.id}`, { allowed_ips: null }));
    expect(told(await at(20, () => ask(bound)))).toEqual([200, '"default";r=4;t=10', null]);
  });

  test('has its remaining limit in every answer, also in a refusal', async () => {
    const client = await at(0, newInstance);
    const { body } = await at(10, () => client.post('api-keys', { name: 'Auditor', scopes: ['auditor'] }));
    const auditor = harness.as(body.secret);
    setClock(after(20));
    expect(told(await client.get('provider-configs/none'))).toEqual([404, '"default";r=4;t=10', null]);
    expect(told(await client.get('nothing/here'))).toEqual([404, '"default";r=3;t=10', null]);
    expect(told(await client.request('PUT', 'instance'))).toEqual([405, '"default";r=2;t=10', null]);
    const path = `api-keys/${body.id}`;
    const etag = (await client.get(path)).headers.get('etag') ?? '';
    const known = await client.request('GET', path, undefined, { 'if-none-match': etag });
    expect(told(known)).toEqual([304, '"default";r=0;t=10', null]);
    setClock(after(30));
    expect(told(await client.post('provider-configs', '{'))).toEqual([400, '"default";r=4;t=10', null]);
    expect(told(await auditor.post('encryption/rotate', {}))).toEqual([403, '"default";r=4;t=10', null]);
    const lines = await harness.app.request('/audit-events/export', {
      headers: { authorization: `Bearer ${auditor.key}` },
    });
    expect([lines.headers.get('content-type'), ...told(lines)]).toEqual([
      'application/x-ndjson',
      200,
      '"default";r=3;t=10',
      null,
    ]);
    await lines.text();
  });
});

describe('a refusal for too many requests', () => {
  test('of the root face has the code of its contract', async () => {
    const { status, body } = await ask(await spent());
    expect([status, body]).toEqual([
      429,
      {
        object: 'error',
        ok: false,
        status: 429,
        code: 'rate_limit_exceeded',
        message: expect.stringMatching(/^The key "[^"]+" has made its 5 requests in 10 seconds\.$/),
        hint: 'Wait as long as Retry-After says.',
        retry_after: 7,
      },
    ]);
  });

  test('costs no statement', async () => {
    const client = await spent();
    await ask(client);
    const before = [count.read, transactions];
    expect(passed(await many(50, () => ask(client)))).toBe(0);
    expect([count.read, transactions]).toEqual(before);
  });
});

describe('a process', () => {
  test('leases blocks, not requests', async () => {
    const client = await at(0, newInstance);
    const one = processWith({ requests: 1_000 }, after(0));
    await one(client);
    const first = transactions;
    await many(49, () => one(client));
    expect(transactions, 'the first block').toBe(first);
    const answers = [];
    for (let n = 0; n < 45; n++) answers.push(...(await many(10, () => one(client))));
    expect(passed(answers)).toBe(450);
    expect(transactions - first).toBe(4);
  });

  test('asks for one block at a time, however many requests wait for it', async () => {
    const client = await at(0, newInstance);
    const one = processWith({ requests: 1_000 }, after(0));
    const before = transactions;
    expect(passed(await many(50, () => one(client)))).toBe(50);
    expect(transactions - before).toBe(1);
  });

  test('shares the limit with others: together they let pass exactly the limit', async () => {
    const client = await at(0, newInstance);
    for (const requests of [1, 7, 200]) {
      const now = after(100 + requests * 10);
      const processes = [processWith({ requests }, now), processWith({ requests }, now)];
      const answers = await Promise.all(processes.map((one) => many(requests + 20, () => one(client))));
      const numbers = answers.map(passed);
      expect(numbers.reduce((sum, number) => sum + number)).toBe(requests);
      if (requests === 200) expect(Math.min(...numbers), `${numbers}`).toBeGreaterThan(0);
    }
  });

  test('that ends loses the rest of its block, and no request passes twice', async () => {
    const client = await at(0, newInstance);
    const [ended, next] = [1, 2].map(() => processWith({ requests: 200 }, after(0)));
    if (!ended || !next) throw new Error('There are two');
    expect((await ended(client)).headers.get('ratelimit')).toBe('"default";r=199;t=10');
    expect((await next(client)).headers.get('ratelimit'), 'a block behind').toBe('"default";r=189;t=10');
    expect(passed(await many(300, () => next(client)))).toBe(189);
  });

  test('keeps a few windows of a key, and removes the older ones', async () => {
    const client = await at(0, newInstance);
    for (let window = 0; window < 30; window++) await at(window * 10, () => ask(client));
    const rows = await database.query(
      `select count(*)::int as kept, max(window_start) as last from rate_limit_windows w
       join api_keys k on k.id = w.api_key_id where k.instance_id = '${client.instanceId}'`,
    );
    expect(rows).toMatchObject([{ kept: 8 }]);
    expect(new Date(String(rows[0]?.last))).toEqual(after(290));
  });

  test('lets nothing pass that it cannot count, and resumes when the database is back', async () => {
    const client = await at(0, newInstance);
    onTestFinished(() => {
      isAway = false;
    });
    isAway = true;
    const refused = await many(3, () => ask(client));
    expect(refused.map(({ status, body }) => [status, body.code])).toEqual(
      Array.from({ length: 3 }, () => [500, 'internal_server_error']),
    );
    isAway = false;
    expect(passed(await many(10, () => ask(client)))).toBe(LIMIT.requests);
  });
});

describe('without a known key', () => {
  test('a request is not counted', async () => {
    setClock(after(0));
    const before = transactions;
    const answers = await many(10, () => harness.as('berth_sk_wrong').get('instance'));
    for (const answer of answers) expect(told(answer)).toEqual([401, null, null]);
    expect(answers[0]?.headers.get('ratelimit-policy')).toBeNull();
    expect(transactions).toBe(before);
  });

  test('the same key is looked up once in five seconds', async () => {
    const stranger = harness.as('berth_sk_unheard_of');
    const before = count.read;
    for (let n = 0; n < 10; n++) expect((await at(4.9 * (n / 10), () => ask(stranger))).status).toBe(401);
    const lookUp = count.read - before; // among the newest secrets, then among the others
    expect(lookUp).toBe(2);
    await at(5, () => ask(stranger));
    expect(count.read - before).toBe(2 * lookUp);
  });

  test('a revoked key is looked up once in five seconds too', async () => {
    const client = await at(0, newInstance);
    const { body } = await client.post('api-keys', { name: 'Gone', scopes: ['reader'] });
    const gone = harness.as(body.secret);
    expect((await ask(gone)).status).toBe(200);
    await client.delete(`api-keys/${body.id}`);
    const before = count.read;
    for (let n = 0; n < 10; n++) expect((await ask(gone)).status).toBe(401);
    expect(count.read - before).toBe(1);
  });
});
