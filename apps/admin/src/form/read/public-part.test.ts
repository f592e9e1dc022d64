import { expect, it } from 'vitest';
import { prepareSchema } from '../schema/prepare.ts';
import { publicPart } from './public-part.ts';

it('leaves out marked leaves, undescribed members, logins, and names of secrets', () => {
  const { root } = prepareSchema({
    type: 'object',
    properties: {
      host: { type: 'string' },
      key: { type: 'string', writeOnly: true },
      password: { type: 'string' },
      url: { type: 'string' },
      list: {
        type: 'array',
        items: { type: 'object', properties: { token: { type: 'string', 'x-secret': true } } },
      },
      auth: {
        oneOf: [{ properties: { type: { const: 'a' }, pin: { type: 'string', format: 'password' } } }],
      },
    },
  });
  const value = {
    host: 'h',
    key: 'k',
    password: 'p',
    url: 'https://app:word@host',
    list: [{ token: 't' }],
    auth: { type: 'a', pin: '1234' },
    unknown: 'u',
  };
  const { value: shown, secrets } = publicPart(root, value, (path) => path[0] === 'none');
  expect(shown).toEqual({ host: 'h', auth: { type: 'a' } });
  expect(secrets.sort()).toEqual(['/auth/pin', '/key', '/list', '/password', '/unknown', '/url']);
});
