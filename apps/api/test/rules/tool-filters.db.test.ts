import { describe, expect, test } from 'vitest';
import { startHarness } from '../support/harness.ts';
import { expectPlaces, makeConfig, makeDeployment, makeProvider } from '../support/rules-kit.ts';

const harness = await startHarness();

const ALLOW_ALL = { type: 'allow_all', ignore_parent_filters: false };
const rules = [
  { type: 'tool_keys', keys: ['send', 'pto_1'] },
  { type: 'tool_regex', pattern: '^send_.*$' },
  { type: 'resource_regex', pattern: 'file://.*' },
  { type: 'resource_uris', uris: ['file:///a'] },
  { type: 'prompt_keys', keys: [] },
  { type: 'prompt_regex', pattern: '' },
];
const filter = (filters: unknown[], ignore_parent_filters = false) => ({
  type: 'filter',
  filters,
  ignore_parent_filters,
});

/** Each accepted form, and the form in which it is read. */
const grammar: [name: string, input: unknown, output: unknown][] = [
  ['null', null, ALLOW_ALL],
  ['an empty array', [], ALLOW_ALL],
  ['an empty envelope', {}, ALLOW_ALL],
  ['an envelope of null', { filters: null }, ALLOW_ALL],
  [
    'an envelope of nothing',
    { filters: [], ignore_parent_filters: true },
    { ...ALLOW_ALL, ignore_parent_filters: true },
  ],
  ['a flag alone', { ignore_parent_filters: true }, { ...ALLOW_ALL, ignore_parent_filters: true }],
  ...rules.map((rule): [string, unknown, unknown] => [`one rule ${rule.type}`, rule, filter([rule])]),
  ['all rules', rules, filter(rules)],
  ['an envelope of one rule', { filters: rules[0] }, filter([rules[0]])],
  ['an envelope of all rules', { filters: rules, ignore_parent_filters: true }, filter(rules, true)],
];

describe.each(['provider-configs', 'provider-deployments'])('tool_filters of %s', (path) => {
  const make = path === 'provider-configs' ? makeConfig : makeDeployment;

  test.each(grammar)('%s is accepted on create and on change', async (_name, input, output) => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const created = await make(client, provider, { tool_filters: input });
    expect(created.tool_filter).toEqual(output);
    const { id } = await make(client, provider, { tool_filters: rules[1] });
    expect((await client.patch(`${path}/${id}`, { tool_filters: input })).body.tool_filter).toEqual(output);
    expect((await client.get(`${path}/${id}`)).body.tool_filter).toEqual(output);
  });

  test('a change without tool_filters keeps them', async () => {
    const client = await harness.newInstance();
    const { id } = await make(client, await makeProvider(client), {
      tool_filters: { filters: rules, ignore_parent_filters: true },
    });
    for (const body of [{}, { name: 'Renamed' }, { metadata: null }]) {
      expect((await client.patch(`${path}/${id}`, body)).body.tool_filter).toEqual(filter(rules, true));
    }
  });

  /** Each refused form, and the places of its problems. */
  const refused: [name: string, input: unknown, places: string[]][] = [
    ['a text', 'tool_keys', ['tool_filters']],
    ['a number', 1, ['tool_filters']],
    ['a flag that is no flag', { ignore_parent_filters: 'yes' }, ['tool_filters/ignore_parent_filters']],
    ['an unknown kind', { type: 'tool_names', keys: [] }, ['tool_filters/type']],
    ['a kind that every object has', { type: 'constructor' }, ['tool_filters/type']],
    ['keys without a kind', { keys: ['send'] }, ['tool_filters/type']],
    ['URIs without a kind', { uris: ['file:///a'] }, ['tool_filters/type']],
    ['a pattern without a kind', { pattern: 'a' }, ['tool_filters/type']],
    ['null for a kind', { type: null }, ['tool_filters/type']],
    ['a list of what are no rules', [1, null, 'x', []], [0, 1, 2, 3].map((index) => `tool_filters/${index}`)],
    ['keys that are missing', { type: 'tool_keys' }, ['tool_filters/keys']],
    ['keys that are a text', { type: 'prompt_keys', keys: 'a' }, ['tool_filters/keys']],
    [
      'keys that are no texts',
      { type: 'tool_keys', keys: ['a', 1, null] },
      ['tool_filters/keys/1', 'tool_filters/keys/2'],
    ],
    ['URIs under another name', { type: 'resource_uris', keys: ['a'] }, ['tool_filters/uris']],
    ['a pattern that is missing', { type: 'tool_regex' }, ['tool_filters/pattern']],
    ['a pattern that is no expression', { type: 'tool_regex', pattern: '(' }, ['tool_filters/pattern']],
    ['a back-reference', { type: 'prompt_regex', pattern: '(a)\\1' }, ['tool_filters/pattern']],
    [
      'a pattern of 1,001 characters',
      { type: 'tool_regex', pattern: 'a'.repeat(1_001) },
      ['tool_filters/pattern'],
    ],
    [
      'a pattern that multiplies',
      { type: 'tool_regex', pattern: '((((a{50}){50}){50}){50})' },
      ['tool_filters/pattern'],
    ],
    [
      'every slip of every rule at once',
      {
        filters: [
          { type: 'x' },
          rules[0],
          { type: 'resource_regex', pattern: '[' },
          { type: 'tool_keys', keys: [2] },
        ],
      },
      ['tool_filters/filters/0/type', 'tool_filters/filters/2/pattern', 'tool_filters/filters/3/keys/0'],
    ],
    ['more than 100 rules', Array.from({ length: 101 }, () => rules[0]), ['tool_filters']],
    ['more than 1,000 keys', { type: 'tool_keys', keys: Array(1_001).fill('a') }, ['tool_filters/keys']],
  ];

  test('a filter that is malformed or cannot be matched in linear time is refused at its place', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const { id } = await make(client, provider, { tool_filters: rules[0] });
    const value = path === 'provider-configs' ? { value: { host: 'api.test' } } : {};
    for (const [name, tool_filters, places] of refused) {
      const body = { provider_id: provider.id, ...value, tool_filters };
      expectPlaces(await client.post(path, body), places);
      expectPlaces(await client.patch(`${path}/${id}`, { tool_filters }), places);
      expect((await client.get(`${path}/${id}`)).body.tool_filter, name).toEqual(filter([rules[0]]));
    }
  });

  test('a pattern that would never end in a backtracking engine is accepted, since it runs in linear time here', async () => {
    const client = await harness.newInstance();
    const evil = { type: 'tool_regex', pattern: '^(a+)+$' };
    const made = await make(client, await makeProvider(client), { tool_filters: evil });
    expect(made.tool_filter).toEqual(filter([evil]));
  });
});
