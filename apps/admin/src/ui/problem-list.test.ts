import { expect, test } from 'vitest';
import { placeOf } from './problem-list.tsx';

test.each([
  ['/servers/0/a~1b', 'servers.0.a/b'],
  [['/host'], 'host'],
  [['value', 'host'], 'value.host'],
  [['items', 0], 'items.0'],
  [[], ''],
  ['', ''],
])('the place %j is read as %s', (path, text) => {
  expect(placeOf(path)).toBe(text);
});
