import { expect } from 'vitest';
import type { Client, Harness } from '../../support/harness.ts';
import { type Answer, type Ask, answerOf, requestOf } from '../../support/json-http.ts';

/** Sends requests to the Informer face with one key. Checks every error against its envelope. */
export interface InformerClient {
  request: Ask;
  get(path: string): Promise<Answer>;
  post(path: string, body: unknown): Promise<Answer>;
  put(path: string, body: unknown): Promise<Answer>;
  delete(path: string): Promise<Answer>;
  /** Creates a row and returns it. @throws Error when it is refused. */
  create(path: string, body: object): Promise<Answer['body']>;
}

export const SECRET = 'sk-informer-secret-000';
export const OPENAI = {
  name: 'Custom OpenAI',
  type: 'openai',
  credential: { type: 'api_key', apiKey: SECRET },
};

export function informerClient(harness: Harness, { key }: Pick<Client, 'key'>): InformerClient {
  const request: Ask = async (method, path, body, headers = {}) => {
    const init = requestOf(method, body, { authorization: `Bearer ${key}`, ...headers });
    const response = await harness.app.request(`/api${path}`, init);
    const answer = await answerOf(response);
    if (response.status >= 400 && method !== 'HEAD') checkBoom(answer);
    return answer;
  };
  return {
    request,
    get: (path) => request('GET', path),
    post: (path, body) => request('POST', path, body),
    put: (path, body) => request('PUT', path, body),
    delete: (path) => request('DELETE', path),
    create: async (path, body) => {
      const answer = await request('POST', path, body);
      expect(answer.status, JSON.stringify(answer.body)).toBe(201);
      return answer.body;
    },
  };
}

/** Checks for the three members of a Boom error and no other. */
function checkBoom({ status, body }: Answer): void {
  expect(Object.keys(body)).toEqual(['statusCode', 'error', 'message']);
  expect(body).toEqual({ statusCode: status, error: expect.any(String), message: expect.any(String) });
}

/** Makes an instance with an Informer client and a plain one. */
export async function newTenant(harness: Harness) {
  const plain = await harness.newInstance();
  return { plain, informer: informerClient(harness, plain) };
}

/** Checks that an answer is a refusal whose message has these texts. */
export function expectBoom(answer: Answer, status: number, ...texts: string[]): void {
  expect(answer.status, JSON.stringify(answer.body)).toBe(status);
  for (const text of texts) expect(answer.body.message).toContain(text);
}

/** The names of the items of a list, in its order. */
export const namesIn = (body: { _embedded: Record<string, { name: string }[]> }): string[] | undefined =>
  Object.values(body._embedded)[0]?.map(({ name }) => name);

/** Makes providers `P0`, `P1` and so on. */
export async function withProviders(informer: InformerClient, count: number) {
  const made = [];
  for (let n = 0; n < count; n++)
    made.push(await informer.create('/providers', { ...OPENAI, name: `P${n}` }));
  return made;
}
