import { TooMuchWork } from '@berth/json-schema';
import { expect, test } from 'vitest';
import { readToolFilter, type ToolFilter } from './index.ts';
import { letThrough } from './let-through.ts';

const tools = ['get_issue', 'list_issues', 'create_issue', 'Delete_Repo'].map((key, n) => ({
  id: `pto_${n}`,
  key,
}));

const keysThrough = async (...filters: unknown[]): Promise<string[]> =>
  (
    await letThrough(
      filters.map((filter) => readToolFilter(filter)),
      tools,
    )
  ).map(({ key }) => key);

const all = tools.map(({ key }) => key);

test('no filter, and a filter without rules for tools, let every tool through', async () => {
  expect(await keysThrough()).toEqual(all);
  expect(await keysThrough(null)).toEqual(all);
  expect(
    await keysThrough([
      { type: 'prompt_keys', keys: ['x'] },
      { type: 'resource_regex', pattern: '^$' },
    ]),
  ).toEqual(all);
});

test('keys name tools by key or id, exactly', async () => {
  expect(await keysThrough({ type: 'tool_keys', keys: ['create_issue', 'pto_0'] })).toEqual([
    'get_issue',
    'create_issue',
  ]);
  expect(
    await keysThrough({ type: 'tool_keys', keys: ['CREATE_ISSUE', 'create', 'PTO_0', '__proto__'] }),
  ).toEqual([]);
  expect(await keysThrough({ type: 'tool_keys', keys: [] })).toEqual([]);
});

test('a pattern is found anywhere in the key or the id, in any case', async () => {
  expect(await keysThrough({ type: 'tool_regex', pattern: 'ISSUE' })).toEqual(all.slice(0, 3));
  expect(await keysThrough({ type: 'tool_regex', pattern: '^delete_' })).toEqual(['Delete_Repo']);
  expect(await keysThrough({ type: 'tool_regex', pattern: '^PTO_[13]$' })).toEqual([
    'list_issues',
    'Delete_Repo',
  ]);
});

test('rules of one filter are alternatives, and every filter must allow', async () => {
  const reading = [
    { type: 'tool_regex', pattern: '^(get|list)_' },
    { type: 'tool_keys', keys: ['create_issue'] },
  ];
  expect(await keysThrough(reading)).toEqual(all.slice(0, 3));
  expect(await keysThrough(reading, { type: 'tool_regex', pattern: '^list' })).toEqual(['list_issues']);
  expect(await keysThrough(reading, { type: 'tool_keys', keys: [] })).toEqual([]);
  // A rule of another kind does not turn a filter of tools off
  expect(await keysThrough([...reading.slice(1), { type: 'prompt_keys', keys: [] }])).toEqual([
    'create_issue',
  ]);
});

test('a stored pattern that the engine refuses matches nothing', async () => {
  const stored: ToolFilter = {
    type: 'filter',
    filters: [{ type: 'tool_regex', pattern: '(' }],
    ignore_parent_filters: false,
  };
  expect(await letThrough([stored], tools)).toEqual([]);
});

test('patterns that would take minutes with the tools are refused before they run', async () => {
  const many = Array.from({ length: 1_000 }, (_, n) => ({ id: `pto_${n}`, key: `${n}`.padEnd(255, 'ab') }));
  const pattern = Array.from({ length: 7 }, (_, n) => ({
    type: 'tool_regex',
    pattern: `(.?${n}?){0,300}zz$`,
  }));
  const before = performance.now();
  await expect(letThrough([readToolFilter(pattern)], many)).rejects.toThrow(TooMuchWork);
  expect(performance.now() - before).toBeLessThan(5_000);
  const usual = Array.from({ length: 5 }, (_, n) => ({ type: 'tool_regex', pattern: `^get_${n}_[a-z]+$` }));
  expect(await letThrough([readToolFilter(usual)], many)).toEqual([]);
});
