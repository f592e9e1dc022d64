import { describe, expect, test } from 'vitest';
import { nearest } from './nearest.ts';

describe('the nearest word', () => {
  test.each([
    ['valeu', ['value', 'values'], 'value'],
    ['Provider_ID', ['provider_id'], 'provider_id'],
    ['tool_filter', ['tool_filters', 'to_filter'], 'tool_filters'],
    ['limits', ['limit', 'limited'], 'limit'],
    ['nme', ['name'], 'name'],
    ['nm', ['name'], undefined],
    ['descripton_', ['description'], 'description'],
    ['x', [], undefined],
    ['a'.repeat(41), ['a'.repeat(41)], undefined],
  ])('of %s among %j is %s', (word, candidates, expected) => {
    expect(nearest(word, candidates)).toBe(expected);
  });
});
