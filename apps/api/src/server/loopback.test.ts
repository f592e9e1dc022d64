import { expect, test } from 'vitest';
import { isLoopback } from './loopback.ts';

test.each([['127.0.0.1'], ['127.1.2.3'], ['::1'], ['0:0:0:0:0:0:0:1'], ['localhost'], ['Localhost']])(
  '%s is a loopback host',
  (host) => {
    expect(isLoopback(host)).toBe(true);
  },
);

test.each([
  ['0.0.0.0'],
  ['::'],
  ['128.0.0.1'],
  ['10.0.0.1'],
  ['::2'],
  ['berth.internal'],
  ['localhost.example.com'],
  ['127.0.0.1.example.com'],
])('%s is no loopback host', (host) => {
  expect(isLoopback(host)).toBe(false);
});
