import { expect, test } from 'vitest';
import { startLimits } from '../../support/limits-kit.ts';
import { informerClient } from './kit.ts';

/** Tests that refusals by limits of a key have the error format of this face. */

const { harness, at, keyFor, oneTooMany } = await startLimits();

test('one request too many is 429, and says when to retry', async () => {
  const informer = informerClient(harness, await harness.newInstance());
  const body = await oneTooMany(() => informer.get('/providers'));
  expect(body).toEqual({
    statusCode: 429,
    error: 'Too Many Requests',
    message: 'The key "First key" has made its 2 requests in 10 seconds.',
  });
});

test('a key that is not allowed from the request’s address is 403', async () => {
  at(20);
  const informer = informerClient(harness, await keyFor('203.0.113.9'));
  const ask = (ip: string) => informer.request('GET', '', undefined, { 'x-forwarded-for': ip });
  const { status, body } = await ask('203.0.113.9, 192.0.2.1');
  expect([status, body.message]).toEqual([
    403,
    expect.stringMatching(/^The key "[^"]+" may not be used from this address\.$/),
  ]);
  expect((await ask('203.0.113.9')).status).toBe(200);
});
