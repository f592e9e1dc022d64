import { expect, test } from 'vitest';
import { startHarness } from '../support/harness.ts';
import { canary } from '../support/secrecy-canaries.ts';
import { dumpDatabase, linesOf, recordAnswers, searchFor } from '../support/secrecy-search.ts';

// Prism does not know that a failure is expected.
const harness = await startHarness({ directly: true });
const { newInstance, database, logged } = harness;
const answers = recordAnswers(harness.app);

/** All answers, logged lines and stored cells. */
const everything = async () => [...answers, ...linesOf(logged), ...(await dumpDatabase(database))];

test('an internal error shows nothing of the request in the answer or in the log', async () => {
  const client = await newInstance();
  // The database's error message quotes the row, and a text may look like a line of a stack.
  await database.query(`
    create function refuse_row() returns trigger language plpgsql as
    $$ begin raise exception 'refused %', new::text using detail = new::text, hint = new::text; end $$`);
  await database.query(`
    create trigger refuse_row before insert or update on provider_configs for each row
    when (new.name = 'Refuse me') execute function refuse_row()`);
  const secrets = Array.from({ length: 4 }, canary);
  const [value, description, metadata, later] = secrets;
  const { status, body } = await client.post('provider-configs', {
    provider_id: 'anthropic',
    name: 'Refuse me',
    description: `Fails\n    at ${description}`,
    metadata: { note: `\n    at ${metadata}` },
    value: { api_key: value },
  });
  expect({ status, code: body.code }).toEqual({ status: 500, code: 'internal_server_error' });
  const config = await client.create('provider-configs', {
    provider_id: 'anthropic',
    value: { api_key: canary() },
  });
  const change = { name: 'Refuse me', description: `\n    at ${later}` };
  expect((await client.patch(`provider-configs/${config.id}`, change)).status).toBe(500);
  const failures = logged.filter((line) => line.includes('request failed'));
  expect(failures).toHaveLength(2);
  expect(failures.every((line) => line.includes('"sqlstate":"P0001"'))).toBe(true);
  expect(searchFor(secrets)(await everything())).toEqual([]);
});
