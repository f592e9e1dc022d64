import { expect, test } from 'vitest';
import { startHarness } from '../../support/harness.ts';
import { keyWith } from '../../support/models-kit.ts';
import { canary } from '../../support/secrecy-canaries.ts';
import { dumpDatabase, linesOf, recordAnswers, searchFor } from '../../support/secrecy-search.ts';
import { informerClient, newTenant } from './kit.ts';

const harness = await startHarness();
const answers = recordAnswers(harness.app);

/** All answers, logged lines and stored cells. */
const everything = async () => [
  ...answers,
  ...linesOf(harness.logged),
  ...(await dumpDatabase(harness.database)),
];

test('no answer, error, line of the log or column has the secret of a credential', async () => {
  const { informer, plain } = await newTenant(harness);
  const reader = informerClient(harness, { key: await keyWith(plain, ['reader']) });
  const secrets: string[] = [];
  const secret = () => {
    secrets.push(canary());
    return secrets.at(-1) ?? '';
  };
  const { body } = await informer.get('/provider-types');
  for (const { id: type, credentialTypes } of body.types) {
    for (const kind of credentialTypes) {
      const credential = () => ({ type: kind, apiKey: secret() });
      const made = await informer.create('/providers', {
        name: `${type} ${kind}`,
        type,
        credential: credential(),
      });
      const path = `/providers/${made.id}`;
      await informer.put(path, { credential: credential() });
      await informer.put(path, { name: 'Renamed', credential: credential() });
      const refusals = [
        await informer.put(path, { credential: { ...credential(), apiSecret: secret() } }),
        await informer.put(path, { credential: { type: kind, apiKey: [secret()] } }),
        await informer.put(path, { credential: { type: secret(), apiKey: secret() } }),
        await informer.put(path, { credential: secret() }),
        await informer.put(path, { type: secret(), credential: credential() }),
        await informer.post('/providers', { name: 'X', type: secret(), credential: credential() }),
        await informer.post('/providers', { name: 7, type, credential: credential() }),
        await informer.request('PUT', path, `{"credential":{"type":"api_key","apiKey":"${secret()}"`),
        await informer.put('/providers/pde_nothing', { credential: credential() }),
        await reader.put(path, { credential: credential() }),
      ];
      for (const { status } of refusals) expect([400, 403, 404]).toContain(status);
      await informer.get(`/providers?q=${secret()}`);
      await informer.get(path);
      await plain.get(`provider-deployments/${made.id}`);
      await plain.get(`provider-auth-configs?provider_deployment_id=${made.id}`);
    }
  }
  await informer.get('/providers');
  await plain.get('audit-events?limit=100');
  await informer.delete(
    `/providers/${(await informer.get('/providers?limit=1')).body._embedded['inf:provider'][0].id}`,
  );
  // The answer repeats the query in its links.
  const leaks = searchFor(secrets)(await everything()).filter(({ where }) => !where.includes('?q='));
  expect(leaks).toEqual([]);
  expect(secrets.length).toBeGreaterThan(100);
});

test('the search finds a secret that is answered', async () => {
  const { plain } = await newTenant(harness);
  const leaked = canary();
  await plain.create('provider-deployments', { provider_id: 'openai', name: `Key ${leaked}` });
  const found = searchFor([leaked])(await everything()).map(({ where }) => where);
  expect(found).toEqual(expect.arrayContaining(['POST /provider-deployments', 'provider_deployments.name']));
});
