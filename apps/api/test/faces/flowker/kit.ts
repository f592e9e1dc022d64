import { expect } from 'vitest';
import type { Client, Harness } from '../../support/harness.ts';
import { type Answer, type Ask, answerOf, requestOf } from '../../support/json-http.ts';

/** Sends requests to the Flowker face with one key. Checks every error against its envelope. */
export interface FlowkerClient {
  request: Ask;
  get(path: string): Promise<Answer>;
  post(path: string, body?: unknown): Promise<Answer>;
  patch(path: string, body: unknown): Promise<Answer>;
  delete(path: string): Promise<Answer>;
  /** Creates a configuration and returns its id. @throws Error when it is refused. */
  create(body: object): Promise<string>;
}

export const CONFIGS = '/v1/provider-configurations';
export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
export const ABSENT = '019aa000-0000-7000-8000-000000000000';

export const TRACER = { base_url: 'https://tracer.example.com/api', api_key: 'tracer-key-000000000001' };

export function flowkerClient(harness: Harness, { key }: Pick<Client, 'key'>): FlowkerClient {
  const request: Ask = async (method, path, body, headers = {}) => {
    const init = requestOf(method, body, { 'x-api-key': key, ...headers });
    const response = await harness.app.request(path, init);
    const answer = await answerOf(response);
    if (response.status >= 400 && method !== 'HEAD') checkEnvelope(answer);
    return answer;
  };
  return {
    request,
    get: (path) => request('GET', path),
    post: (path, body) => request('POST', path, body),
    patch: (path, body) => request('PATCH', path, body),
    delete: (path) => request('DELETE', path),
    create: async (body) => {
      const { status, body: made } = await request('POST', CONFIGS, body);
      expect(status, JSON.stringify(made)).toBe(201);
      return made.id;
    },
  };
}

/** Makes an instance with a client of each face. */
export async function bothFaces(harness: Harness) {
  const root = await harness.newInstance();
  return { root, flowker: flowkerClient(harness, root) };
}

/** Checks for `{code, title, message}`, and `fields` where several members can be wrong. */
function checkEnvelope({ status, body }: Answer): void {
  const { code, title, message, fields, ...others } = body;
  expect(others).toEqual({});
  expect([typeof title, typeof message]).toEqual(['string', 'string']);
  if (typeof code === 'number') expect([code, title]).toEqual([status, 'request_failed']);
  else expect(code).toMatch(/^(FLK-\d{4}|UNAUTHORIZED|FORBIDDEN)$/);
  for (const text of Object.values(fields ?? {})) expect(typeof text).toBe('string');
}

/** Checks that an answer is a refusal with exactly this code and message. */
export function expectError(answer: Answer, status: number, code: string | number, message?: string): void {
  expect([answer.status, answer.body.code], JSON.stringify(answer.body)).toEqual([status, code]);
  if (message !== undefined) expect(answer.body.message).toBe(message);
}
