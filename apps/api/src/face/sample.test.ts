import { newId } from '@berth/kernel';
import { expect, test } from 'vitest';
import { type Step, sampleOf } from './sample.ts';

const now = new Date();
const [provider, version, deployment, model] = [
  newId('provider', now),
  newId('providerVersion', now),
  newId('deployment', now),
  newId('model', now),
];

const made: Step[] = [
  {
    method: 'POST',
    path: 'providers',
    body: { slug: `acme-${provider.slice(4)}` },
    answer: { id: provider, current_version: { id: version } },
  },
  { method: 'GET', path: 'providers?limit=1', answer: { items: [{ id: provider }] } },
  {
    id: 'deployments.create',
    method: 'POST',
    path: 'provider-deployments',
    body: { provider_id: provider },
    answer: { id: deployment, provider: { id: provider } },
  },
  {
    method: 'PATCH',
    path: `provider-deployments/${deployment}`,
    body: { name: 'B' },
    answer: { id: deployment },
  },
  {
    id: 'deployments.disable',
    method: 'POST',
    path: `provider-deployments/${deployment}/disable`,
    body: {},
    answer: { id: deployment },
  },
];

const linesOf = (...asked: Parameters<typeof sampleOf>) => sampleOf(...asked).command.split('\n');

const MAKE = [
  `PROVIDER=$(api $URL/providers -d '{"slug": "acme-'$RANDOM'"}' | id)`,
  `DEPLOYMENT=$(api $URL/provider-deployments -d '{"provider_id": "'$PROVIDER'"}' | id)`,
];

test('a request that names no made row stands alone', () => {
  expect(linesOf(made, { method: 'GET', path: 'providers?a=1&b=2' })).toEqual([
    'api "$URL/providers?a=1&b=2"',
  ]);
  expect(linesOf(made, { method: 'POST', path: 'x' }, '-H a ')).toEqual(['api -H a -X POST $URL/x']);
});

test('a request stands behind the requests that make its rows, in their order, and behind no other', () => {
  expect(linesOf(made, { method: 'GET', path: `provider-deployments/${deployment}` })).toEqual([
    ...MAKE,
    'api $URL/provider-deployments/$DEPLOYMENT',
  ]);
});

test('a request for a numbered part of a row stands behind the changes of the row', () => {
  const path = `provider-deployments/${deployment}/revisions/1`;
  expect(linesOf(made, { method: 'GET', path })).toEqual([
    ...MAKE,
    `api -X PATCH $URL/provider-deployments/$DEPLOYMENT -d '{"name": "B"}'`,
    'api $URL/provider-deployments/$DEPLOYMENT/revisions/1',
  ]);
});

test('a request stands behind the operation that it comes after', () => {
  const path = `provider-deployments/${deployment}/enable`;
  expect(linesOf(made, { method: 'POST', path, body: {}, after: 'deployments.disable' })).toEqual([
    ...MAKE,
    `api $URL/provider-deployments/$DEPLOYMENT/disable -d '{}'`,
    `api $URL/provider-deployments/$DEPLOYMENT/enable -d '{}'`,
  ]);
});

test('two ids of one answer are read from that answer, so that it is made once', () => {
  const { command, body } = sampleOf(made, { method: 'PUT', path: `x/${provider}`, body: { version } });
  expect(command.split('\n')).toEqual([
    `ANSWER=$(api $URL/providers -d '{"slug": "acme-'$RANDOM'"}')`,
    'PROVIDER=$(id <<< "$ANSWER")',
    'VERSION=$(id .current_version.id <<< "$ANSWER")',
    `api -X PUT $URL/x/$PROVIDER -d '{"version": "'$VERSION'"}'`,
  ]);
  expect(body).toEqual({ version: '$VERSION' });
});

test('an id in a list is read by its place', () => {
  const steps: Step[] = [{ method: 'GET', path: 'models?limit=1', answer: { items: [{ id: model }] } }];
  expect(linesOf(steps, { method: 'GET', path: `models/${model}` })).toEqual([
    `MODEL=$(api "$URL/models?limit=1" | id '.items[0].id')`,
    'api $URL/models/$MODEL',
  ]);
});

test('a body is quoted for the shell, and folded where it is long', () => {
  const body = { name: "It's", tags: ['a'.repeat(40), 'b'.repeat(40)], more: { x: 1 } };
  expect(linesOf([], { method: 'PUT', path: 'x', body })).toEqual([
    "api -X PUT $URL/x -d '{",
    String.raw`  "name": "It'\''s",`,
    '  "tags": [',
    `    "${'a'.repeat(40)}",`,
    `    "${'b'.repeat(40)}"`,
    '  ],',
    '  "more": {"x": 1}',
    "}'",
  ]);
});
