import { expect, test } from 'vitest';
import { openForm } from '../../form/model.ts';
import { conflictOf } from './conflict.ts';
import type { Source } from './source.ts';

const schema = {
  type: 'object',
  properties: {
    host: { type: 'string' },
    auth: { type: 'object', writeOnly: true, properties: { user: { type: 'string' } } },
    servers: {
      type: 'array',
      items: {
        type: 'object',
        properties: { url: { type: 'string' }, pin: { type: 'string', writeOnly: true } },
      },
    },
  },
};

const source = (shown: object): Source => ({ start: { schema, shown } }) as unknown as Source;

test('a place below a secret, and one around it, is masked on both sides', () => {
  const entered = {
    value: { host: 'mine', auth: { user: 'mine-secret' }, servers: [{ url: 'u', pin: 'mine-secret' }] },
    choices: new Map(),
    picks: new Map(),
  };
  const model = openForm({ schema, shown: { host: 'base' }, entered });
  const theirs = { host: 'theirs', auth: { user: 'their-secret' }, servers: [{ pin: 'their-secret' }] };
  const { rows } = conflictOf(model, source(theirs));
  expect(rows).toEqual([
    { path: '/host', base: { text: '"base"' }, mine: { text: '"mine"' }, theirs: { text: '"theirs"' } },
    { path: '/auth/user', base: 'absent', mine: 'masked', theirs: 'masked' },
    { path: '/servers', base: 'absent', mine: 'masked', theirs: 'masked' },
  ]);
});
