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

test('lines that cannot even begin are an error as any other', async () => {
  const { failures, request } = requestNoting();
  await expect(answerLines(request, linesThenBreak())).rejects.toBe(broken);
  expect(failures).toEqual([]);
});

test('lines that cannot go on are broken off after what there was, and the log has why', async () => {
  const { failures, request } = requestNoting();
  const { body } = await answerLines(request, linesThenBreak('1\n', '2\n'));
  const reader = (body as ReadableStream<Uint8Array>).getReader();
  const next = async () => new TextDecoder().decode((await reader.read()).value);
  expect([await next(), await next()]).toEqual(['1\n', '2\n']);
  await expect(next()).rejects.toBe(broken);
  expect(failures).toEqual([broken]);
});

test('lines that are all there end, and so does the answer', async () => {
  const lines = async function* () {
    yield 'only\n';
  };
  const response = await answerLines(requestNoting().request, lines());
  expect(await response.text()).toBe('only\n');
  const none = async function* (): AsyncGenerator<string> {};
  expect(await (await answerLines(requestNoting().request, none())).text()).toBe('');
});
