import { testDriver } from '@berth/db/testing';
import { expect, test } from 'vitest';
import { startHarness } from '../support/harness.ts';
import { keyReaching } from '../support/reach-kit.ts';
import { makeProvider, VALUE } from '../support/rules-kit.ts';
import { countWrites } from '../support/statements.ts';

const written: string[] = [];
const harness = await startHarness({
  around: (database) => countWrites(database, written),
});

let count = 0;

/** Sends a request with a key of its own, and returns the statements of its transaction, but for begin and commit. */
async function statementsOf(path: string, body: object, client = harness.bootstrap): Promise<string[]> {
  written.length = 0;
  const { status } = await client.request('POST', path, body, {
    'idempotency-key': `key-${++count}`,
  });
  expect(status, path).toBe(200);
  return [...written];
}

const config = () => ({
  provider_id: 'anthropic',
  name: `Config ${count}`,
  value: { api_key: `key-number-${count}`, max_retries: 3 },
});

const insertedInto = (text: string): string | undefined => /insert into "(\w+)" \(/.exec(text)?.[1];

/** The lock of the idempotency key, which the embedded database does without. */
const LOCK = testDriver() === 'postgres' ? 1 : 0;

test('a create of a config takes eleven statements: no row is read twice, nor one that it has made', async () => {
  await statementsOf('/provider-configs', config());
  const texts = await statementsOf('/provider-configs', config());
  expect(texts.length, texts.join('\n')).toBe(10 + LOCK);
  const reads = texts.filter((text) => text.startsWith('select') && !text.includes('pg_try_advisory'));
  expect(reads.length, 'the caller twice, the record, the provider, the terms, the key').toBe(6);
});

test('a create of a config waits for nothing behind its first row: not to read it, nor to append the event', async () => {
  await statementsOf('/provider-configs', config());
  const texts = await statementsOf('/provider-configs', config());
  const behind = texts.slice(texts.findIndex((text) => text.startsWith('insert')));
  const tables = behind.map(insertedInto);
  expect(tables).toEqual(['value_revisions', 'provider_configs', 'audit_events', 'idempotency_records']);
});

test('a row that a limited key makes is read, because only the database tells if it is inside the reach', async () => {
  const client = await harness.newInstance();
  const provider = await makeProvider(client);
  const limited = await keyReaching(harness, client, { providers: [provider.id] });
  const texts = await statementsOf('/provider-configs', { provider_id: provider.id, value: VALUE }, limited);
  const made = texts.findIndex((text) => insertedInto(text) === 'provider_configs');
  expect(texts[made + 1]).toMatch(/^select .* from "provider_configs"/);
});

test('two creates of a config send the same texts, which the connections keep prepared', async () => {
  const first = await statementsOf('/provider-configs', config());
  const second = await statementsOf('/provider-configs', config());
  expect(second).toEqual(first);
});

test('a create reads the schema once in the life of the process', async () => {
  await statementsOf('/provider-configs', config());
  const texts = await statementsOf('/provider-configs', config());
  expect(texts.filter((text) => text.includes('config_schema'))).toEqual([]);
});
