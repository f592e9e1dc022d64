import { secretFlags, secretWords } from '@berth/client/marks';
import { expect, test } from 'vitest';
import { groupsOf } from './groups.ts';

const MARKS = [
  ...secretFlags.map((flag) => ({ [flag]: true })),
  ...Object.entries(secretWords).map(([keyword, word]) => ({ [keyword]: ` ${word.toUpperCase()}` })),
];

const memberOf = (schema: object) => {
  const root = { properties: { key: { type: 'string', default: 'canary', ...schema } } };
  return groupsOf(root, { all: false, paths: [] })[0]?.members[0];
};

test('a member with any mark of the server is explained as a secret, without its default', () => {
  expect(MARKS.length).toBeGreaterThan(10);
  for (const mark of MARKS) {
    const member = memberOf(mark);
    expect(member?.about, JSON.stringify(mark)).toContain('optional, secret, ');
    expect(member?.about).not.toContain('canary');
    expect(member?.plainDefault).toBeUndefined();
  }
});

test('a member with a mark that says no, or with another word, is none', () => {
  for (const mark of [{ secret: false }, { visibility: 'public' }, { format: 'uri' }, { 'x-secret': 'true' }])
    expect(memberOf(mark)).toMatchObject({
      about: expect.not.stringContaining('secret'),
      plainDefault: 'canary',
    });
});
