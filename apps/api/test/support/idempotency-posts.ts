import { randomUUID } from 'node:crypto';
import { jobHandlers, workOnNext } from '@berth/domain';
import { describe, expect, test } from 'vitest';
import type { Face } from '../../src/face/face.ts';
import type { Parameter } from '../../src/openapi/types.ts';
import { operationsOf } from './documented-operations.ts';
import type { Client, Harness } from './harness.ts';
import { runnerSource } from './jobs-kit.ts';
import type { Answer } from './json-http.ts';
import { dumpDatabase } from './secrecy-search.ts';

export type Headers = Record<string, string>;
export type Send = (body: object | undefined, headers?: Headers, query?: string) => Promise<Answer>;

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

/** A POST of a face that takes an `Idempotency-Key`. */
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

export const isReplay = ({ headers }: Answer) => headers.get('idempotency-replayed') === 'true';

/** All of an answer that has to be the same in a replay. */
const whole = ({ status, headers, body }: Answer) => ({
  status,
  location: headers.get('location'),
  type: headers.get('content-type'),
  text: JSON.stringify(body),
});

/** A request of a new instance, with a key. */
export async function begin(harness: Harness, post: Post) {
  const tenant = await harness.newInstance();
  const scene = await post.scene(harness, tenant);
  const headers = { 'idempotency-key': randomUUID() };
  const events = async (): Promise<number> =>
    (await tenant.get(`audit-events?limit=100&action=${post.action}`)).body.items.length;
  const before = await events();
  return {
    ...scene,
    tenant,
    headers,
    make: () => scene.send(scene.body, headers),
    /** How often it was done. */
    done: async () => (await events()) - before,
  };
}

/** Every cell of every record. */
export const recordsOf = async (harness: Harness): Promise<string[]> =>
  (await dumpDatabase(harness.database))
    .filter(({ where }) => where.startsWith('idempotency_records.'))
    .map(({ text }) => text);

/** What holds for each POST of a face that writes: sent again, it does no more than it did. */
export function testPosts(harness: Harness, document: Face, posts: Post[]): void {
  test('every POST whose document has the header is tried here, and may answer 409 and 422', () => {
    const taking = operationsOf(document).filter(({ operation }) =>
      ((operation.parameters ?? []) as Parameter[]).some(({ name }) => name === 'Idempotency-Key'),
    );
    expect(taking.map(({ operation }) => operation.operationId).sort()).toEqual(
      posts.map(({ operation }) => operation).sort(),
    );
    for (const { method, operation } of taking) {
      expect([method, ...Object.keys(operation.responses)]).toEqual(
        expect.arrayContaining(['POST', '400', '409', '422']),
      );
    }
  });

  describe.each(posts)('$operation with a key', { timeout: 120_000 }, (post) => {
    test('is answered with the same status, body and Location when it comes again, and is done once', async () => {
      const { make, send, body, headers, done } = await begin(harness, post);
      const first = await make();
      expect([first.status, isReplay(first)], JSON.stringify(first.body)).toEqual([post.status, false]);
      const again = await make();
      expect([whole(again), isReplay(again)]).toEqual([whole(first), true]);
      const quoted = await send(body, { 'idempotency-key': `"${headers['idempotency-key']}"` });
      expect([whole(quoted), isReplay(quoted)]).toEqual([whole(first), true]);
      expect(await done()).toBe(1);
    });

    test('is answered as at first when the row was changed since, and when it was archived', async () => {
      const { make, change, archive } = await begin(harness, post);
      const first = await make();
      expect((await change(first)).status).toBe(200);
      expect(whole(await make())).toEqual(whole(first));
      expect((await archive(first)).status).toBe(204);
      expect(whole(await make())).toEqual(whole(first));
    });

    test('is 422 for another request, and not on another instance or with another key', async () => {
      const { make, send, other, headers, done, archive } = await begin(harness, post);
      const first = await make();
      post.refuses(await send(other.body, headers, other.query), 422);
      expect(await done()).toBe(1);
      const elsewhere = await begin(harness, post);
      const theirs = await elsewhere.send(elsewhere.body, headers);
      expect([theirs.status, isReplay(theirs), await elsewhere.done()]).toEqual([post.status, false, 1]);
      expect(theirs.body.id).not.toBe(first.body.id);
      await archive(first);
      expect(isReplay(await send(other.body, { 'idempotency-key': randomUUID() }))).toBe(false);
    });

    test('is done once of 20 that come at once, and then all have the same answer', async () => {
      const { make, done } = await begin(harness, post);
      const answers = await Promise.all(Array.from({ length: 20 }, make));
      const made = answers.filter(({ status }) => status !== 409);
      for (const refused of answers.filter(({ status }) => status === 409)) post.refuses(refused, 409);
      expect(made.filter((answer) => !isReplay(answer))).toHaveLength(1);
      const later = await Promise.all(Array.from({ length: 20 }, make));
      expect(later.every(isReplay)).toBe(true);
      const texts = [...made, ...later].map((answer) => JSON.stringify(whole(answer)));
      expect([...new Set(texts)]).toEqual([texts[0]]);
      expect([made[0]?.status, await done()]).toEqual([post.status, 1]);
    });

    test('that was refused is not kept: the right one is done', async () => {
      const { make, refused, headers, done } = await begin(harness, post);
      const answer = await refused(headers);
      expect([400, 404], JSON.stringify(answer.body)).toContain(answer.status);
      const right = await make();
      expect([right.status, isReplay(right), await done()]).toEqual([post.status, false, 1]);
    });

    test('is 400 when the key is none', async () => {
      const { send, body, done } = await begin(harness, post);
      for (const key of ['', '""', 'x'.repeat(256)])
        post.refuses(await send(body, { 'idempotency-key': key }), 400);
      expect(await done()).toBe(0);
    });

    test('is answered as at first when the instance has another data key since', async () => {
      const { tenant, make } = await begin(harness, post);
      const first = await make();
      await tenant.create('encryption/rotate', { keys: 'data' });
      const source = runnerSource(harness, jobHandlers);
      while (await workOnNext(source, 'the-test', () => false));
      harness.forgetKeys();
      expect(whole(await make())).toEqual(whole(first));
    });
  });
}
