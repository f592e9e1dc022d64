import { CONFIGS, expectError, flowkerClient, TRACER } from './flowker-kit.ts';
import type { Answer, Client, Harness } from './harness.ts';
import { expectBoom, informerClient, OPENAI } from './informer-kit.ts';

type Headers = Record<string, string>;
type Send = (body: object | undefined, headers?: Headers, query?: string) => Promise<Answer>;

/** One request of an instance that may come again. */
export interface Scene {
  body?: object;
  /** Another request on the same path. */
  other: { body?: object; query?: string };
  send: Send;
  /** Sends with these headers what is refused in the middle of the write, and leaves no trace of it. */
  refused(headers: Headers): Promise<Answer>;
  /** Changes what the request has made or changed. */
  change(answer: Answer): Promise<Answer>;
  archive(answer: Answer): Promise<Answer>;
}

/** A POST of the Flowker or the Informer face that takes an `Idempotency-Key`. */
export interface Post {
  /** The id of the operation. */
  operation: string;
  status: number;
  /** What is in the trail for each time that it is done. */
  action: string;
  scene(harness: Harness, client: Client): Promise<Scene>;
  /** That an answer refuses the key itself, with this status, in the words of the face. */
  refuses(answer: Answer, status: number): void;
}

const CONFIG = { name: 'One', providerId: 'tracer', config: TRACER };
const OTHER = { ...TRACER, api_key: 'another-key-000000000002' };
const MODEL = { model: 'gpt-4', name: 'GPT-4', slug: 'gpt-4', chat: true };

const flowker = {
  refuses: (answer: Answer, status: number) => expectError(answer, status, status),
};
const informer = {
  status: 201,
  refuses: (answer: Answer, status: number) => expectBoom(answer, status, 'Idempotency-Key'),
};

const switchTo = (verb: 'enable' | 'disable', back: 'enable' | 'disable'): Post => ({
  ...flowker,
  operation: `providerConfigurations.${verb}`,
  status: 200,
  action: `provider-configs.${verb}`,
  scene: async (harness, client) => {
    const { create, patch, post, request, ...face } = flowkerClient(harness, client);
    const item = `${CONFIGS}/${await create(CONFIG)}`;
    if (verb === 'enable') await post(`${item}/disable`);
    const send: Send = (body, headers, query = '') =>
      request('POST', `${item}/${verb}${query}`, body, headers);
    return {
      other: { query: '?other=1' },
      send,
      refused: async (headers) => {
        const name = { name: 'Without a name' };
        await client.patch(`provider-configs/${await rootId(client)}`, { handle: null, ...name });
        const answer = await send(undefined, headers);
        await client.patch(`provider-configs/${await rootId(client)}`, { handle: CONFIG.name });
        return answer;
      },
      change: async () => {
        await post(`${item}/${back}`);
        return patch(item, { name: 'Two', config: OTHER });
      },
      archive: () => face.delete(item),
    };
  },
});

const rootId = async (client: Client): Promise<string> =>
  (await client.get('provider-configs')).body.items[0].id;

const create: Post = {
  ...flowker,
  operation: 'providerConfigurations.create',
  status: 201,
  action: 'provider-configs.create',
  scene: async (harness, client) => {
    const face = flowkerClient(harness, client);
    const itemOf = ({ body }: Answer) => `${CONFIGS}/${body.id}`;
    const send: Send = (body, headers, query = '') =>
      face.request('POST', `${CONFIGS}${query}`, body, headers);
    return {
      body: CONFIG,
      other: { body: { ...CONFIG, config: OTHER } },
      send,
      refused: (headers) => send({ ...CONFIG, providerId: 'nobody' }, headers),
      change: (answer) => face.patch(itemOf(answer), { name: 'Two', config: OTHER }),
      archive: (answer) => face.delete(itemOf(answer)),
    };
  },
};

/** A POST of the Informer face. `of` gives path and body, and a member of the body that is refused. */
const makes = (
  operation: string,
  action: string,
  of: (make: (path: string, body: object) => Promise<{ id: string }>) => Promise<{
    path: string;
    body: object;
    bad: object;
  }>,
): Post => ({
  ...informer,
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

/** All of them. */
export const posts: Post[] = [
  create,
  switchTo('enable', 'disable'),
  switchTo('disable', 'enable'),
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
