import { expect, test } from 'vitest';
import { informer as face } from '../../../src/dialects/informer/index.ts';
import { startHarness } from '../../support/harness.ts';
import { begin, type Post, recordsOf, type Send, testPosts } from '../../support/idempotency-posts.ts';
import type { Answer } from '../../support/json-http.ts';
import { searchFor } from '../../support/secrecy-search.ts';
import { expectBoom, informerClient, OPENAI, SECRET } from './kit.ts';

const harness = await startHarness();

const MODEL = { model: 'gpt-4', name: 'GPT-4', slug: 'gpt-4', chat: true };

const words = {
  status: 201,
  refuses: (answer: Answer, status: number) => expectBoom(answer, status, 'Idempotency-Key'),
};

/** A POST of the Informer face. `of` returns path and body, and a member of the body that is refused. */
const makes = (
  operation: string,
  action: string,
  of: (make: (path: string, body: object) => Promise<{ id: string }>) => Promise<{
    path: string;
    body: object;
    bad: object;
  }>,
): Post => ({
  ...words,
  operation,
  action,
  scene: async (harness, client) => {
    const face = informerClient(harness, client);
    const { path, body, bad } = await of(face.create);
    const itemOf = ({ body: made }: Answer) => made._links.self.href.replace(/^\/api/, '');
    const send: Send = (sent, headers, query = '') => face.request('POST', `${path}${query}`, sent, headers);
    return {
      body,
      other: { body: { ...body, name: 'Other' } },
      send,
      refused: (headers) => send({ ...body, ...bad }, headers),
      change: (answer) => face.put(itemOf(answer), { name: 'Renamed' }),
      archive: (answer) => face.delete(itemOf(answer)),
    };
  },
});

const ABSENT_MODEL = { referencesId: 'mdl_00000000000000000000000000' };

const posts = [
  makes('providers.create', 'provider-deployments.create', async () => ({
    path: '/providers',
    body: OPENAI,
    bad: { credential: { type: 'nobody', apiKey: 'x' } },
  })),
  makes('providers.models.create', 'models.create', async (make) => {
    const { id } = await make('/providers', OPENAI);
    return { path: `/providers/${id}/models`, body: MODEL, bad: ABSENT_MODEL };
  }),
  makes('models.create', 'models.create', async (make) => {
    const { id } = await make('/providers', OPENAI);
    return { path: '/models', body: { ...MODEL, providerId: id }, bad: ABSENT_MODEL };
  }),
];

testPosts(harness, face, posts);

test('no record has any part of a credential that was sent', async () => {
  for (const post of posts) {
    const { make } = await begin(harness, post);
    await make();
  }
  const records = await recordsOf(harness);
  expect(records.length).toBeGreaterThan(6 * posts.length);
  const found = searchFor([SECRET])(records.map((text) => ({ where: 'record', text })));
  expect(found).toEqual([]);
  expect(records.filter((text) => text.includes(OPENAI.credential.apiKey))).toEqual([]);
});
