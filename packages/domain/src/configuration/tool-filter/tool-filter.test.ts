import { DomainError } from '@berth/kernel';
import { Value } from '@sinclair/typebox/value';
import { expect, test } from 'vitest';
import { ALLOW_ALL, readToolFilter, ToolFilter } from './index.ts';

function placesOf(input: unknown): string[] {
  try {
    readToolFilter(input);
    return [];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return (error.details.errors ?? []).map((problem) => problem.path.join('/'));
  }
}

test('a missing filter and an empty list allow every tool', () => {
  for (const input of [null, [], {}, { filters: null }, { filters: [] }]) {
    expect(readToolFilter(input)).toEqual(ALLOW_ALL);
  }
});

test('every accepted input is stored in the form of the view', () => {
  const inputs = [
    null,
    { type: 'tool_keys', keys: ['a'] },
    [
      { type: 'resource_uris', uris: [] },
      { type: 'prompt_regex', pattern: '^a' },
    ],
    { ignore_parent_filters: true, filters: { type: 'tool_regex', pattern: 'a|b', extra: 1 } },
  ];
  for (const input of inputs) expect(Value.Check(ToolFilter, readToolFilter(input))).toBe(true);
});

test('the stored form of a filter is refused as input', () => {
  expect(placesOf(ALLOW_ALL)).toEqual(['tool_filters/type']);
  expect(placesOf({ type: 'filter', filters: [] })).toEqual(['tool_filters/type']);
});

test('a problem names the place of one rule, of one in a list and of one in an envelope', () => {
  const wrong = { type: 'tool_regex', pattern: '(' };
  expect(placesOf(wrong)).toEqual(['tool_filters/pattern']);
  expect(placesOf([wrong, wrong])).toEqual(['tool_filters/0/pattern', 'tool_filters/1/pattern']);
  expect(placesOf({ filters: wrong })).toEqual(['tool_filters/filters/pattern']);
  expect(placesOf({ filters: [wrong] })).toEqual(['tool_filters/filters/0/pattern']);
});

test('the error of a refused pattern does not quote it', () => {
  try {
    readToolFilter({ type: 'tool_regex', pattern: '(SECRET' });
  } catch (error) {
    expect(JSON.stringify((error as DomainError).details)).not.toContain('SECRET');
  }
  expect.assertions(1);
});

test('the texts of a filter have a limit together', () => {
  const keys = (count: number) => ({
    type: 'tool_keys',
    keys: Array.from({ length: count }, () => 'x'.repeat(64)),
  });
  expect(readToolFilter([keys(512), keys(512)])).toMatchObject({ type: 'filter' });
  const longer = { type: 'tool_regex', pattern: 'y' };
  expect(placesOf([keys(512), keys(512), longer])).toEqual(['tool_filters']);
});
