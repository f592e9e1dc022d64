import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { waitOf } from '../../src/http/wait.ts';
import type { Admission } from '../../src/server/admission.ts';
import { serve } from '../../src/server/serve.ts';

const CONNECTIONS = 10;

/** Serves with an admission, and notes for each request its path and the turn of the event loop in which it began. */
async function serveCounted(admission: Admission, first?: ReadonlySet<string>) {
  const begun: { path: string; turn: number; isTooLong: boolean }[] = [];
  let turn = 0;
  const fetchOne = ({ url }: Request, env: object): Response => {
    begun.push({ path: new URL(url).pathname, turn, isTooLong: waitOf(env)?.isTooLong ?? false });
    return new Response('ok');
  };
  const listener = await serve({
    fetch: fetchOne,
    host: '127.0.0.1',
    port: 0,
    admission,
    ...(first ? { first } : {}),
  });
  const port = Number(new URL(listener.url).port);
  const answers: string[] = Array.from({ length: CONNECTIONS }, () => '');
  const sockets: Socket[] = [];
  for (let n = 0; n < CONNECTIONS; n++) {
    const socket = connect(port, '127.0.0.1').on('data', (chunk: Buffer) => {
      answers[n] += chunk.toString();
    });
    await once(socket, 'connect');
    sockets.push(socket);
  }
  const askAll = (): void => {
    for (const [n, socket] of sockets.entries()) socket.write(`GET /${n} HTTP/1.1\r\nHost: a\r\n\r\n`);
  };
  askAll(); // until each connection has answered once, the server may not have accepted it
  await expect.poll(() => answers.every((text) => text.includes('HTTP/1.1'))).toBe(true);
  begun.length = 0;
  answers.fill('');
  const count = (): void => {
    turn += 1;
    counting = setImmediate(count);
  };
  let counting = setImmediate(count);
  askAll();
  await expect.poll(() => answers.every((text) => text.includes('HTTP/1.1'))).toBe(true);
  clearImmediate(counting);
  for (const socket of sockets) socket.destroy();
  await listener.stop(0);
  return { begun, answers };
}

test('of requests that come at once, a turn of the event loop begins few, in their order', async () => {
  const { begun, answers } = await serveCounted({ perTurn: 2, waitMs: 60_000 });
  expect(begun.map(({ path }) => path)).toEqual(answers.map((_, n) => `/${n}`));
  const turns = new Map<number, number>();
  for (const { turn } of begun) turns.set(turn, (turns.get(turn) ?? 0) + 1);
  expect(Math.max(...turns.values())).toBeLessThanOrEqual(3); // the count may step between the two of one turn
  expect(turns.size).toBeGreaterThanOrEqual(CONNECTIONS / 3);
});

test('requests for the first paths wait for nobody', async () => {
  const { begun } = await serveCounted({ perTurn: 1, waitMs: 60_000 }, new Set(['/9']));
  expect(begun.findIndex(({ path }) => path === '/9')).toBeLessThan(CONNECTIONS - 1);
});

test('a request that has waited too long is told so', async () => {
  const { begun } = await serveCounted({ perTurn: 1, waitMs: -1 });
  expect(begun).toHaveLength(CONNECTIONS);
  expect(begun.filter(({ isTooLong }) => isTooLong).length).toBeGreaterThan(0);
});
