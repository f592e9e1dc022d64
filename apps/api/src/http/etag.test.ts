import { expect, test } from 'vitest';
import { etagOf, isAmong, notVersionsOf, versionsOf, versionTag, withVersion } from './etag.ts';

test('a tag holds the version of the row and a digest of the text', () => {
  const row = { object: 'thing', id: 'x', row_version: 7 };
  const [one, other] = [etagOf(row, 'a'), etagOf(row, 'b')];
  expect(one).toMatch(/^"7-[0-9a-f]{8}"$/);
  expect(other).not.toBe(one);
  expect(etagOf({ object: 'thing', id: 'x' }, 'a')).toMatch(/^"0-/);
  for (const none of [null, [], 'text', {}]) expect(etagOf(none, '')).toBe(null);
  expect(etagOf({ object: 'list', items: [] }, 'a')).toMatch(/^"[0-9a-f]{40}"$/);
});

test('If-Match names versions in our own strong tags only', () => {
  expect(versionsOf('*')).toBe(null);
  expect(versionsOf('"3-0a1b2c3d"')).toEqual([3]);
  expect(versionsOf(' "3-0a1b2c3d" ,"4-00000000", W/"5-00000000", "a,b", ""')).toEqual([3, 4]);
  for (const wrong of ['', '3', '"3', "'3-0a1b2c3d'", '"a" "b"', '*, "a"', 'w/"a"', '"a\u0001"']) {
    expect(() => versionsOf(wrong), wrong).toThrow('If-Match is neither');
  }
});

test('If-None-Match of a change names versions in weak tags too', () => {
  expect(notVersionsOf('*')).toBe('any');
  expect(notVersionsOf('W/"3-0123abcd", "other", "12-0123abcd"')).toEqual([3, 12]);
  for (const wrong of ['', 'x', '"a" x', 'W/*']) {
    expect(() => notVersionsOf(wrong), wrong).toThrow('If-None-Match is neither');
  }
});

test('an answer that does not show its version has the tag of a row, and the same text', () => {
  const body = withVersion({ id: 'a', name: 'One' }, 7);
  expect(JSON.stringify(body)).toBe('{"id":"a","name":"One"}');
  expect(versionTag(body, 'text')).toBe(etagOf({ object: 'x', id: 'a', row_version: 7 }, 'text'));
  expect(versionTag({ ...body }, 'text')).toBe(versionTag(body, 'text'));
  expect([versionTag({ id: 'a' }, ''), versionTag(undefined, '')]).toEqual([null, null]);
});

test('If-None-Match is compared weakly, and a malformed list matches nothing', () => {
  const tag = '"3-0a1b2c3d"';
  for (const header of [tag, `W/${tag}`, `"x", ${tag}`, '*', ' * ']) expect(isAmong(header, tag)).toBe(true);
  for (const header of ['', '"3-0a1b2c3e"', '3-0a1b2c3d', `${tag} x`])
    expect(isAmong(header, tag)).toBe(false);
});
