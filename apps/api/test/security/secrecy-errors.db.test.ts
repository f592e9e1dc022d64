import { expect, test } from 'vitest';
import { secretSchemaPointers } from '../../../../packages/json-schema/src/index.ts';
import { startHarness } from '../support/harness.ts';
import { canary, placesOf, secretNames, shippedFiles, withAt } from '../support/secrecy-canaries.ts';
import { dumpDatabase, linesOf, recordAnswers, searchFor } from '../support/secrecy-search.ts';

// Prism hangs at some of these requests.
const harness = await startHarness({ directly: true });
const { newInstance, database, logged } = harness;
const answers = recordAnswers(harness.app);
const LONG = 180_000;

/** All answers, logged lines and stored cells. */
const everything = async () => [...answers, ...linesOf(logged), ...(await dumpDatabase(database))];

/** Makes canaries and remembers them for the search. */
function collector() {
  const kept: string[] = [];
  const next = () => {
    const text = canary();
    kept.push(text);
    return text;
  };
  return { kept, next };
}

type Next = () => string;

/** Wrong replacements of a value, each time with other secrets in them. */
function wrongs(value: unknown, secretMembers: string[], secret: Next, name: Next): unknown[] {
  // The wrong type, and a text under the key of another member.
  const always = [secret(), { [name()]: secret() }];
  // Too long, not storable, and a mask.
  if (typeof value === 'string') {
    return [...always, secret().repeat(200), `${secret()}\u0000`, `****${secret()}`];
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return always;
  return [
    ...always,
    { ...value, unknown: secret() },
    { ...value, [name()]: secret() },
    // The secrets of every branch at once: all but one are in the wrong one.
    { ...value, ...Object.fromEntries(secretMembers.map((key) => [key, secret()])) },
  ];
}

test(
  'an error names the place of each problem and nothing that was received',
  async ({ annotate }) => {
    const client = await newInstance();
    const received = collector();
    const names = collector();
    const statuses = new Map<number, number>();
    const send = async (path: string, body: unknown) => {
      const { status } = await client.post(path, body);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    };
    for (const { slug: provider_id, version, examples } of shippedFiles()) {
      const secretMembers = secretNames(secretSchemaPointers(version.config_schema));
      for (const { path, value } of placesOf(examples.valid)) {
        for (const wrong of wrongs(value, secretMembers, received.next, names.next)) {
          await send('provider-configs', { provider_id, value: withAt(examples.valid, path, wrong) });
        }
      }
      const vault = { provider_id, name: 'Vault', value: { unknown: received.next() } };
      await send('provider-config-vaults', vault);
      await send('provider-deployments', { provider_id, provider_config: { value: received.next() } });
    }
    // Some schemas are open, or take any text: the stored value is encrypted then.
    expect([...statuses.keys()].toSorted()).toEqual([200, 400]);
    expect(statuses.get(400)).toBeGreaterThan(1_000);
    const stored = [...linesOf(logged), ...(await dumpDatabase(database))];
    expect(searchFor(received.kept)([...answers, ...stored])).toEqual([]);
    // The place of an unknown member is its name, which only a pointer may show.
    const withoutPlaces = [...answers, ...stored].map(({ where, text }) => ({
      where,
      text: text.replaceAll(/"path":\[[^\]]*\]/g, '').replaceAll(/"path"+:"+\/[^"]*"/g, ''),
    }));
    expect(searchFor(names.kept)(withoutPlaces)).toEqual([]);
    await annotate(
      `values with canaries refused: ${statuses.get(400)}, taken: ${statuses.get(200)}, ` +
        `canaries: ${received.kept.length} and ${names.kept.length} names, found: 0`,
    );
  },
  LONG,
);

test('a malformed body and an unknown key are quoted nowhere', async () => {
  const client = await newInstance();
  const { kept, next } = collector();
  const post = (body: unknown, headers = {}) => client.request('POST', 'provider-configs', body, headers);
  const get = (query: string, headers = {}) =>
    client.request('GET', `provider-configs${query}`, undefined, headers);
  const refused = [
    await post(`{"value":{"api_key":"${next()}"`),
    await post(`${next()} {}`),
    await post(`value[api_key]=${next()}`, { 'content-type': 'application/x-www-form-urlencoded' }),
    await post({ name: 'Too large', value: next().repeat(100_000) }),
    await post({ name: { of: next() }, metadata: next(), value: [next()] }),
    await post(`{"value":{"\\ud800":"${next()}"}}`),
    await get('', { authorization: next() }),
    await get('', { authorization: `Basic ${next()}` }),
    await get('', { authorization: `Bearer ${next()}` }),
    await get(`?limit=${next()}&order=${next()}&status=${next()}&cursor=${next()}`),
    await get(`?created_at=${next()}&updated_at[gt]=${next()}`),
    await get(`?token=${next()}&key=${next()}&api_key=${next()}`, { authorization: '' }),
  ];
  for (const { status } of refused) expect([400, 401, 413]).toContain(status);
  expect(searchFor(kept)(await everything())).toEqual([]);
});
