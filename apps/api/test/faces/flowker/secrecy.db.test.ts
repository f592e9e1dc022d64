import { expect, test } from 'vitest';
import { getAt, secretLeaves } from '../../../../../packages/json-schema/src/index.ts';
import { startHarness } from '../../support/harness.ts';
import { type Planted, plant, type ShippedFile, shippedFiles } from '../../support/secrecy-canaries.ts';
import { dumpDatabase, linesOf, recordAnswers, searchFor } from '../../support/secrecy-search.ts';
import { bothFaces, CONFIGS } from './kit.ts';

const harness = await startHarness();
const answers = recordAnswers(harness.app);

/** The unique texts of a value that its schema marks secret. */
function secretsOf({ version }: ShippedFile, { value, canaries }: Planted): string[] {
  const { config_schema, config_visibility: visibility = 'plain', secret_paths: marked = [] } = version;
  const texts = secretLeaves(config_schema, value, { visibility, marked }).map((at) => getAt(value, at));
  return texts.filter(
    (text) => typeof text === 'string' && canaries.some((one) => text.includes(one)),
  ) as string[];
}

/** The same value with every text in a place that no schema has. */
const misplaced = (value: object) => ({ ...value, [JSON.stringify(value).slice(0, 5)]: { strange: value } });

test('no secret of any shipped provider is in an answer, the log or the database', {
  timeout: 180_000,
}, async () => {
  const { flowker } = await bothFaces(harness);
  const secrets: string[] = [];
  for (const file of shippedFiles()) {
    const planted = plant(file.version, file.examples.valid);
    secrets.push(...secretsOf(file, planted));
    const body = { name: file.slug, providerId: file.slug, config: planted.value };
    const made = await flowker.post(CONFIGS, body);
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    const url = `${CONFIGS}/${made.body.id}`;
    const { config } = (await flowker.get(url)).body;
    expect((await flowker.patch(url, { config })).status, file.slug).toBe(200);
    await flowker.patch(url, { config: misplaced(planted.value) });
    await flowker.post(CONFIGS, { ...body, name: 'again', config: misplaced(planted.value) });
    await flowker.post(CONFIGS, { ...body, config: [planted.value] });
    await flowker.post(CONFIGS, { ...body, name: '' });
    await flowker.get(`${CONFIGS}?providerId=${file.slug}`);
    await flowker.post(`${url}/disable`);
    await flowker.get('/v1/audit-events?limit=100');
    await flowker.delete(url);
  }
  expect(secrets.length).toBeGreaterThan(30);
  const texts = [...answers, ...linesOf(harness.logged), ...(await dumpDatabase(harness.database))];
  expect(searchFor(secrets)(texts)).toEqual([]);
});
