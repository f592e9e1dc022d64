import { expect, test } from 'vitest';
import { answerLines } from './answer.ts';

const broken = new Error('The connection is lost');

async function* linesThenBreak(...lines: string[]): AsyncGenerator<string> {
  yield* lines;
  throw broken;
}

function requestNoting() {
  const failures: unknown[] = [];
  const failed = (error: unknown) => void failures.push(error);
  return { failures, request: { shownId: 'req_1', rateLimitHeaders: null, failed } };
}

test('JSON lines that fail before the first line are answered as an ordinary error', async () => {
  const { failures, request } = requestNoting();
  await expect(answerLines(request, linesThenBreak())).rejects.toBe(broken);
  expect(failures).toEqual([]);
});

test('JSON lines that fail later end the answer after the lines sent, and the error is logged', async () => {
  const { failures, request } = requestNoting();
  const { body } = await answerLines(request, linesThenBreak('1\n', '2\n'));
  const reader = (body as ReadableStream<Uint8Array>).getReader();
  const next = async () => new TextDecoder().decode((await reader.read()).value);
  expect([await next(), await next()]).toEqual(['1\n', '2\n']);
  await expect(next()).rejects.toBe(broken);
  expect(failures).toEqual([broken]);
});

test('the answer ends after the last JSON line', async () => {
  const lines = async function* () {
    yield 'only\n';
  };
  const response = await answerLines(requestNoting().request, lines());
  expect(await response.text()).toBe('only\n');
  const none = async function* (): AsyncGenerator<string> {};
  expect(await (await answerLines(requestNoting().request, none())).text()).toBe('');
});
