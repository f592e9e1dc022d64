import { authenticate, followChanges } from '@berth/domain';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type Client, startHarness } from '../support/harness.ts';
import { gate } from '../support/jobs-kit.ts';
import { at, knock, makeKey } from '../support/keys-kit.ts';

/**
 * A process hears of key changes by others. The changes are statements that bypass the application. The clock stands
 * still, so that no cached token expires.
 */

let isAway = false;
/** Counts the reads of the counter. */
let looks = 0;
/** Holds back the answer of the next look-up of a token until it is opened. */
let held: ReturnType<typeof gate> | null = null;
const harness = await startHarness({
  // A statement of the read pool runs on the session of its handle.
  around: (database) => {
    const { session } = database.read as unknown as { session: { prepareQuery(...args: unknown[]): object } };
    const prepareQuery = session.prepareQuery.bind(session);
    session.prepareQuery = (...args) => {
      const { sql } = args[0] as { sql: string };
      const prepared = prepareQuery(...args) as { execute(...values: unknown[]): Promise<unknown> };
      const execute = prepared.execute.bind(prepared);
      prepared.execute = async (...values) => {
        if (isAway && sql.includes('change_counter')) throw new Error('away');
        const rows = await execute(...values);
        if (sql.includes('change_counter')) looks += 1;
        if (!held || !sql.includes('"token_hash"')) return rows;
        const { opened } = held;
        held = null;
        await opened;
        return rows;
      };
      return prepared;
    };
    return database;
  },
});

const START = Date.now();
let now = START;
let following: { stop(): void } | null = null;
const failures: unknown[] = [];
const follow = () => {
  following = followChanges({
    database: harness.database,
    clock: () => new Date(now),
    everyMs: 5,
    failed: (error) => failures.push(error),
  });
};
afterEach(() => {
  following?.stop();
  [now, isAway, held] = [START, false, null];
  failures.length = 0;
});

/** Revokes a key in the database, as another process would. `count` gives notice of it. */
const revoke = ({ id }: { id: string }) =>
  harness.database.query(`update api_keys set status = 'revoked' where id = '${id}'`);
const count = () =>
  harness.database.query(
    'insert into change_counter values (1, 1) on conflict (id) do update set value = change_counter.value + 1',
  );

const knockNow = (client: Client) => at(harness, now, () => knock(client));

/** Waits until a read of the counter that began after this call has ended. */
const nextLook = async () => {
  const seen = looks;
  await vi.waitFor(() => expect(looks).toBeGreaterThan(seen + 1));
};

test('a process that follows the counter refuses a key revoked by another, before the cached token expires', async () => {
  const client = await harness.newInstance();
  const key = await makeKey(harness, client, ['reader']);
  follow();
  await nextLook();
  expect(await knockNow(key)).toBe(200);
  await revoke(key);
  await nextLook();
  expect(await knockNow(key), 'nobody has told it yet').toBe(200);
  await count();
  await vi.waitFor(async () => expect(await knockNow(key)).toBe(401));
});

test('a look-up that began before a change is not cached after it', async () => {
  const client = await harness.newInstance();
  const key = await makeKey(harness, client, ['reader']);
  await knock(client);
  const answer = gate();
  held = answer;
  const slow = authenticate(harness.database, key.key, new Date(START));
  await vi.waitFor(() => expect(held, 'the row is read, and not answered').toBeNull());
  expect((await client.delete(`api-keys/${key.id}`)).status).toBe(200);
  answer.open();
  expect((await slow).keyId, 'who came before the revocation passes').toBe(key.id);
  expect(await knockNow(key)).toBe(401);
});

describe('while the counter cannot be read', () => {
  test('tokens are looked up after a second, and cached again when it can be', async () => {
    const client = await harness.newInstance();
    const [revoked, other] = [
      await makeKey(harness, client, ['reader']),
      await makeKey(harness, client, ['reader']),
    ];
    follow();
    await nextLook();
    expect(await knockNow(revoked)).toBe(200);
    await revoke(revoked);
    isAway = true;
    await vi.waitFor(() => expect(failures.length).toBe(1));
    now = START + 1_000;
    expect(await knockNow(revoked), 'the last look is a second old').toBe(200);
    now = START + 1_001;
    expect(await knockNow(revoked)).toBe(401);
    expect(await knockNow(other)).toBe(200);
    isAway = false;
    await nextLook();
    expect(await knockNow(other)).toBe(200);
    await revoke(other);
    expect(await knockNow(other), 'believed').toBe(200);
    expect(failures, 'told once').toHaveLength(1);
  });
});

describe('every write that other processes must hear of', () => {
  const value = async () => {
    const [row] = await harness.database.query('select value::int from change_counter');
    return Number(row?.value ?? 0);
  };

  test('counts once, and a dry run or a refusal does not', async () => {
    const client = await harness.newInstance();
    const { id } = await makeKey(harness, client, ['reader']);
    const { id: gone, instanceId } = { id, ...(await harness.newInstance()) };
    const counted = async (run: () => Promise<unknown>) => {
      const before = await value();
      await run();
      return (await value()) - before;
    };
    expect(await counted(() => client.patch(`api-keys/${id}`, { name: 'N' }))).toBe(1);
    expect(await counted(() => client.post(`api-keys/${id}/rotate`, {}))).toBe(1);
    expect(await counted(() => client.delete(`api-keys/${gone}?dry_run=true`))).toBe(0);
    expect(await counted(() => client.delete(`api-keys/${id}`))).toBe(1);
    expect(await counted(() => client.delete(`api-keys/${id}`))).toBe(0);
    const tenant = `instances/${instanceId}`;
    expect(await counted(() => harness.bootstrap.patch(tenant, { name: 'N' }))).toBe(1);
    expect(await counted(() => harness.bootstrap.delete(tenant))).toBe(1);
    expect(await counted(() => makeKey(harness, client, ['reader']))).toBe(0);
  });
});
