import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formOf } from '../../../../packages/json-schema/src/index.ts';
import { isLongRun } from '../../../../scripts/testing/long.mjs';
import { corpus, needsCorpus, wrongSchemas } from '../support/corpus-files.ts';
import {
  dashboardOf,
  executablePath,
  expectAccessible,
  needsBrowser,
  openEdit,
  openNew,
  save,
  signedIn,
  type Visit,
} from '../support/editor-kit.ts';
import { changeOneLeaf } from '../support/editor-leaves.ts';
import { type Count, countLeaves } from '../support/editor-walk.ts';
import { type Client, startHarness } from '../support/harness.ts';
import { makeProvider } from '../support/rules-kit.ts';

/*
 * Each real schema in the editor, with the built page, its enforced policy, and a real server: every leaf has an input,
 * and a value that is loaded, changed at one leaf and saved is the same everywhere else.
 */

const harness = await startHarness({ directly: true });
/** The schemas of the short run: one in so many. */
const ONE_IN = isLongRun ? 1 : 14;
/** The pages that are checked for accessibility: one in so many. */
const CHECKED_ONE_IN = 7;

const files = (corpus ?? []).filter(({ file }) => !(file in wrongSchemas)).filter((_, i) => i % ONE_IN === 0);
const total: Count = { leaves: 0, withInput: 0, branches: 0 };
let loaded = 0;
let saved = 0;
/** The schemas that allow no member: their value has nothing to change. */
const unchanged: string[] = [];

const dashboard = dashboardOf(harness);
let client: Client;
let visit: Visit;

beforeAll(async () => {
  if (!executablePath || !corpus) return;
  client = await harness.newInstance();
  visit = await signedIn(dashboard, client);
}, 60_000);

afterAll(async () => {
  const { leaves, withInput, branches } = total;
  process.stderr.write(
    `Editor: ${files.length} schemas, ${withInput} of ${leaves} leaves with an input, ${branches} branches, ${saved} of ${loaded} values loaded, changed and saved${unchanged.map((file) => `\n  not changed: ${file}`).join('')}\n`,
  );
});

const revealed = async (id: string): Promise<Record<string, unknown>> =>
  (await client.post(`provider-configs/${id}/resolve`, { reason: 'Comparing' })).body.value;

describe.skipIf(!executablePath || !corpus)(
  `the editor${needsBrowser}${corpus ? '' : ` (skipped: ${needsCorpus})`}`,
  { timeout: 120_000 },
  () => {
    test.each(files.map((file, i) => [file.file, file, i] as const))(
      'opens %s',
      async (_, { file, schema, instances }, i) => {
        const { page, complaints } = visit;
        complaints.length = 0;
        const provider = await makeProvider(client, { config_schema: schema });
        await openNew(visit, provider.id);
        const count = await countLeaves(page, formOf(schema));
        total.leaves += count.leaves;
        total.withInput += count.withInput;
        total.branches += count.branches;
        expect(count.missing).toEqual([]);
        expect(
          await page
            .locator('[data-form] :text-matches("unsupported field|unknown field type", "i")')
            .count(),
        ).toBe(0);
        const descriptions = JSON.stringify(schema).match(/<(a|b|i|br|code|p|ul)[ >/]/i);
        if (descriptions)
          expect(await page.locator('[data-form] :is(b, i, br, ul li a[href^="javascript"])').count()).toBe(
            0,
          );
        if (i % CHECKED_ONE_IN === 0) await expectAccessible(page);
        if (instances) {
          loaded += 1;
          const { id } = await client.create('provider-configs', {
            provider_id: provider.id,
            value: instances.valid,
          });
          const before = await revealed(id);
          await openEdit(visit, 'provider-configs', id);
          await page.getByText('No change yet').waitFor();
          const change = await changeOneLeaf(page);
          if (change) {
            await save(page, 'provider-configs');
            expect(await revealed(id)).toEqual(change.expected(before));
            saved += 1;
          } else {
            // Only a schema that allows no member has nothing to change
            expect([file, await page.locator('[data-form] [data-path]:enabled').count()]).toEqual([file, 0]);
            unchanged.push(file);
          }
        }
        expect(complaints).toEqual([]);
      },
    );
  },
);
