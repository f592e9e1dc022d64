import { expect, test } from 'vitest';
import { newer, refusalOf, wire } from '../support/official-client.ts';
import { registerProvider, startClientHarness, parcelValue as value } from './setup.ts';

const { newCustomer } = await startClientHarness();

const rules = [
  { type: 'tool_keys', keys: ['send_parcel', 'track_parcel'] },
  { type: 'prompt_keys', keys: ['greeting'] },
  { type: 'resource_uris', uris: ['file:///parcels/a b', 'parcel://42'] },
  { type: 'tool_regex', pattern: '^get_' },
  { type: 'prompt_regex', pattern: '(draft|final)$' },
  { type: 'resource_regex', pattern: '.*' },
];
const filterOf = (filters: object[], ignoreParents = false) => ({
  type: 'filter',
  filters,
  ignore_parent_filters: ignoreParents,
});
const allowAll = (ignoreParents = false) => ({ type: 'allow_all', ignore_parent_filters: ignoreParents });

/** Inputs, and the filter that is stored for each. */
const inputs: [sent: unknown, kept: object][] = [
  ...rules.map((rule): [unknown, object] => [rule, filterOf([rule])]),
  [rules, filterOf(rules)],
  [null, allowAll()],
  [[], allowAll()],
  [{ filters: rules.slice(0, 2), ignore_parent_filters: true }, filterOf(rules.slice(0, 2), true)],
  [{ filters: rules[3] }, filterOf(rules.slice(3, 4))],
  [{ filters: null, ignore_parent_filters: true }, allowAll(true)],
];

test('tool filters of every kind, single, listed, wrapped or none, are kept for configs as they were sent', async () => {
  const { official, plain } = await newCustomer();
  const { id: providerId } = await registerProvider(plain);
  for (const [tool_filters, kept] of inputs) {
    const config = await official.configs.create({ providerId, value, ...newer({ tool_filters }) });
    expect(wire(config).tool_filter).toEqual(kept);
    expect(wire(await official.configs.get(config.id)).tool_filter).toEqual(kept);
  }
});

test('tool filters of every kind replace each other on a deployment, and stay when they are not sent', async () => {
  const { official, plain } = await newCustomer();
  const { id: providerId } = await registerProvider(plain);
  const { id, ...created } = await official.deployments.create({ providerId });
  expect(wire(created).tool_filter).toEqual(allowAll());
  for (const [tool_filters, kept] of inputs) {
    const updated = await official.deployments.update(id, newer({ tool_filters }));
    expect(wire(updated).tool_filter).toEqual(kept);
    const renamed = await official.deployments.update(id, { name: 'Renamed' });
    expect(wire(renamed).tool_filter).toEqual(kept);
  }
});

test('malformed tool filters and unsafe patterns are refused at their place', async () => {
  const { official, plain } = await newCustomer();
  const { id: providerId } = await registerProvider(plain);
  const refused: [sent: unknown, path: string][] = [
    [{ type: 'tool_globs', keys: [] }, 'tool_filters.type'],
    [{ type: 'tool_keys', keys: 'send_parcel' }, 'tool_filters.keys'],
    [{ type: 'resource_uris', uris: ['a', 1] }, 'tool_filters.uris.1'],
    [[rules[0], { type: 'tool_regex', pattern: '(' }], 'tool_filters.1.pattern'],
    [{ type: 'prompt_regex', pattern: String.raw`(a)\1` }, 'tool_filters.pattern'],
    [{ type: 'resource_regex', pattern: 'a'.repeat(1_001) }, 'tool_filters.pattern'],
    [{ filters: [{ type: 'tool_regex' }] }, 'tool_filters.filters.0.pattern'],
    ['send_parcel', 'tool_filters'],
  ];
  for (const [tool_filters, path] of refused) {
    const sent = { providerId, value, ...newer({ tool_filters }) };
    const refusal = await refusalOf(official.configs.create(sent));
    expect(refusal.response, JSON.stringify(tool_filters)).toMatchObject({
      status: 400,
      code: 'invalid_data',
    });
    expect(refusal.validationErrors?.map((error) => error.path?.join('.'))).toEqual([path]);
  }
  expect((await official.configs.list()).items).toEqual([]);
});
