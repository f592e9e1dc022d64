import { expect, test } from 'vitest';
import { startLimits } from '../../support/limits-kit.ts';
import { CONFIGS, flowkerClient } from './kit.ts';

/** Tests that refusals by limits of a key have the error format of this face. */

const { harness, at, keyFor, oneTooMany } = await startLimits();

test('one request too many is 429, and says when to retry', async () => {
  const flowker = flowkerClient(harness, await harness.newInstance());
  const body = await oneTooMany(() => flowker.get('/v1/catalog/providers'));
  expect(body).toEqual({
    code: 429,
    title: 'request_failed',
    message: 'The key "First key" has made its 2 requests in 10 seconds.',
  });
});

test('a key that is not allowed from the request’s address is 403', async () => {
  at(20);
  const flowker = flowkerClient(harness, await keyFor('203.0.113.9'));
  const ask = (ip: string) => flowker.request('GET', CONFIGS, undefined, { 'x-forwarded-for': ip });
  const { status, body } = await ask('203.0.113.9, 192.0.2.1');
  expect([status, body]).toEqual([
    403,
    {
      code: 'FORBIDDEN',
      title: 'Forbidden',
      message: expect.stringMatching(/^The key "[^"]+" may not be used from this address\.$/),
    },
  ]);
  expect((await ask('203.0.113.9')).status).toBe(200);
});
