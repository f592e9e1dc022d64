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

/** A repeatable request of an instance. */
export interface Scene {
  body?: object;
  /** A different request on the same path. */
  other: { body?: object; query?: string };
  send: Send;
  /** Sends, with these headers, a request that is refused in the middle of the write and leaves no trace. */
  refused(headers: Headers): Promise<Answer>;
  /** Changes the row that the request made or changed. */
  change(answer: Answer): Promise<Answer>;
  archive(answer: Answer): Promise<Answer>;
}

/** A POST of a face that takes an `Idempotency-Key`. */
export interface Post {
  /** The id of the operation. */
  operation: string;
  status: number;
  /** The action of the audit event that each execution adds. */
  action: string;
  scene(harness: Harness, client: Client): Promise<Scene>;
  /** Checks that the answer refuses the key itself, with this status, in the error format of the face. */
  refuses(answer: Answer, status: number): void;
}

export const isReplay = ({ headers }: Answer) => headers.get('idempotency-replayed') === 'true';

/** The parts of an answer that a replay must repeat. */
const whole = ({ status, headers, body }: Answer) => ({
  status,
  location: headers.get('location'),
  etag: headers.get('etag'),
  type: headers.get('content-type'),
  text: JSON.stringify(body),
});

/** Makes an instance and a request with a key. */
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
    /** Counts the executions. */
    done: async () => (await events()) - before,
  };
}

/** Every cell of every idempotency record. */
export const recordsOf = async (harness: Harness): Promise<string[]> =>
  (await dumpDatabase(harness.database))
    .filter(({ where }) => where.startsWith('idempotency_records.'))
    .map(({ text }) => text);

/** Tests each POST of a face that writes: a repeated request has no further effect. */
export function testPosts(harness: Harness, document: Face, posts: Post[]): void {
  test('these tests cover every POST whose document has the header, and each documents 409 and 422', () => {
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
    test('a repeated request gets the same status, body and Location, and is executed once', async () => {
      const { make, send, body, headers, done } = await begin(harness, post);
      const first = await make();
      expect([first.status, isReplay(first)], JSON.stringify(first.body)).toEqual([post.status, false]);
      const again = await make();
      expect([whole(again), isReplay(again)]).toEqual([whole(first), true]);
      const quoted = await send(body, { 'idempotency-key': `"${headers['idempotency-key']}"` });
      expect([whole(quoted), isReplay(quoted)]).toEqual([whole(first), true]);
      expect(await done()).toBe(1);
    });

    test('a repeated request gets the first answer after the row was changed and after it was archived', async () => {
      const { make, change, archive } = await begin(harness, post);
      const first = await make();
      expect((await change(first)).status).toBe(200);
      expect(whole(await make())).toEqual(whole(first));
      expect((await archive(first)).status).toBe(204);
      expect(whole(await make())).toEqual(whole(first));
    });

    test('the key is refused with 422 for another request; another instance or another key is independent', async () => {
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

    test('20 simultaneous requests are executed once, and all later ones get the same answer', async () => {
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

    test('a refused request keeps no record: the corrected request is executed', async () => {
      const { make, refused, headers, done } = await begin(harness, post);
      const answer = await refused(headers);
      expect([400, 404], JSON.stringify(answer.body)).toContain(answer.status);
      const right = await make();
      expect([right.status, isReplay(right), await done()]).toEqual([post.status, false, 1]);
    });

    test('a malformed key is refused with 400', async () => {
      const { send, body, done } = await begin(harness, post);
      for (const key of ['', '""', 'x'.repeat(256)])
        post.refuses(await send(body, { 'idempotency-key': key }), 400);
      expect(await done()).toBe(0);
    });

    test("a repeated request gets the first answer after the instance's data key was rotated", async () => {
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
