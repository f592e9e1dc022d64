import { testDriver } from '@berth/db/testing';
import { expect, test } from 'vitest';
import { startHarness } from '../support/harness.ts';
import { countWrites } from '../support/statements.ts';

const written: string[] = [];
const harness = await startHarness({ around: (database) => countWrites(database, written) });

let count = 0;

/** Sends a request with a key of its own, and returns the statements of its transaction, but for begin and commit. */
async function statementsOf(path: string, body: object): Promise<string[]> {
  written.length = 0;
  const { status } = await harness.bootstrap.request('POST', path, body, {
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

/** The lock of the idempotency key, which the embedded database does without. */
const LOCK = testDriver() === 'postgres' ? 1 : 0;

test('a create of a config takes ten statements: nothing is read twice', async () => {
  await statementsOf('/provider-configs', config());
  const texts = await statementsOf('/provider-configs', config());
  expect(texts.length, texts.join('\n')).toBe(9 + LOCK);
  const reads = texts.filter((text) => text.startsWith('select') && !text.includes('pg_try_advisory'));
  expect(reads.length, 'the record, the provider, the terms, the key, the config').toBe(5);
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
