import { expect, test } from 'vitest';
import { newLedger, unexplained } from './ledger.ts';

test('a request without an answer is a breach, unless its server was killed before it ended', () => {
  const request = 'GET /providers';
  const ledger = {
    ...newLedger(),
    unanswered: [
      { request: `${request}?killed`, url: 'http://a', at: 20 },
      { request: `${request}?before`, url: 'http://a', at: 9 },
      { request: `${request}?other`, url: 'http://b', at: 20 },
    ],
  };
  const told = (name: string) => `${request}?${name} has no answer from a server that was not killed`;
  expect(unexplained(ledger, [{ url: 'http://a', at: 10 }])).toEqual([told('before'), told('other')]);
  expect(unexplained(ledger)).toHaveLength(3);
});
