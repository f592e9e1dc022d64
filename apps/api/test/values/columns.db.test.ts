import { expect, test } from 'vitest';
import { startHarness } from '../support/harness.ts';
import { canary } from '../support/secrecy-canaries.ts';
import { dumpDatabase, linesOf, recordAnswers, searchFor } from '../support/secrecy-search.ts';
import { storeSecrets } from './columns-scene.ts';

/** Searches all stored and logged data for secrets that were sent in every way. */

const harness = await startHarness();
const LONG = 60_000;

test(
  'no column of any table and no line of the log has a secret, whichever way it came',
  async ({ annotate }) => {
    const client = await harness.newInstance();
    const answers = recordAnswers(harness.app);
    const { secrets, asIds, statuses } = await storeSecrets(harness, client);
    const control = canary();
    await client.create('provider-configs', {
      provider_id: 'anthropic',
      value: { api_key: canary() },
      name: control,
    });
    const cells = await dumpDatabase(harness.database);
    const search = searchFor([...secrets, control]);
    const found = search([...cells, ...linesOf(harness.logged)]);
    // A name is stored and recorded as it is; this finding shows that the search works.
    expect(new Set(found.map(({ where, secret }) => `${where} ${secret}`))).toEqual(
      new Set([`provider_configs.name ${control}`, `audit_events.after ${control}`]),
    );
    const shown = search(answers.filter(({ text }) => !text.includes('"revealed":true')));
    expect(shown.filter(({ secret }) => secret !== control && !asIds.includes(secret))).toEqual([]);
    const [{ columns } = {}] = await harness.database.query(
      `select count(*)::int as columns from information_schema.columns c
       join information_schema.tables t using (table_schema, table_name)
       where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
       and c.data_type in ('text', 'character varying', 'json', 'jsonb', 'bytea')`,
    );
    expect(columns).toBeGreaterThan(100);
    await annotate(
      `secrets: ${secrets.length}; columns of text, JSON and bytes: ${columns}; cells: ${cells.length}, in ` +
        `${new Set(cells.map(({ where }) => where)).size} columns; lines logged: ${harness.logged.length}; ` +
        `answers: ${answers.length} (${[...statuses].map(([status, times]) => `${times} times ${status}`).join(', ')})`,
    );
  },
  LONG,
);
