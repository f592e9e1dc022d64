import { expect, test } from 'vitest';
import { connect } from './settings.ts';

const url = 'http://127.0.0.1:3000';

test('a client without a key sends none', () => {
  expect(connect({ url, key: null }).headers).toEqual({});
  expect(connect({ url, key: 'k' }).headers).toEqual({ Authorization: 'Bearer k' });
});

test.each(['', 'a b', 'ü', undefined])('a malformed key is refused without quoting it: %j', (key) => {
  expect(() => connect({ url, key: key as string })).toThrow('A key is printable ASCII without spaces.');
});

test.each(['http://127.0.0.1:3000/?x=1', 'http://127.0.0.1:3000/berth#f'])(
  'the url %s is refused',
  (address) => {
    expect(() => connect({ url: address, key: null })).toThrow('without a query or a fragment');
  },
);
