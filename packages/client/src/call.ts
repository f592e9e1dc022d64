import { remember } from './answers.ts';
import { compose } from './compose.ts';
import { BerthError } from './errors.ts';
import { linesOf } from './lines.ts';
import type { Page, Pages, RequestOptions, Told } from './method-types.ts';
import type { Operation } from './operation.ts';
import { type Call, send } from './send.ts';
import type { Connection } from './settings.ts';

/** Calls an operation. The arguments are the parameters of its path, its body when it takes one, and its options. */
export function callOperation(
  connection: Connection,
  operation: Operation,
  args: readonly unknown[],
): unknown {
  switch (operation.answers) {
    case 'one':
      return one(connection, operation, args);
    case 'pages':
      return pagesOf(connection, operation, args);
    case 'lines':
      return { [Symbol.asyncIterator]: () => lines(connection, operation, args) };
    case 'one or lines':
      return toldOf(connection, operation, args);
  }
}

function callOf(operation: Operation, args: readonly unknown[]): Call {
  return {
    id: operation.id,
    request: compose(operation, args, newKey),
    options: splitArgs(operation, args).options,
  };
}

/** The options follow the path parameters and the body. */
function splitArgs({ path, body }: Operation, args: readonly unknown[]) {
  const before = path.split('{').length - 1 + (body === 'given' ? 1 : 0);
  return { before: args.slice(0, before), options: (args[before] ?? {}) as RequestOptions };
}

/** Makes 128 random bits in hexadecimal. Pages without TLS lack `crypto.randomUUID`. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function one(connection: Connection, operation: Operation, args: readonly unknown[]): Promise<unknown> {
  const call = callOf(operation, args);
  return send(connection, call, async (response) => {
    const text = await response.text();
    return response.status === 304 ? null : remember(parse(operation, response, text), response.headers);
  });
}

/** @throws BerthError for an answer that Berth does not give: another server is at the url. */
function parse({ id, answers }: Operation, { status, headers }: Response, text: string): unknown {
  const answer = parseJson(text);
  if (answers === 'pages' ? isPage(answer) : isObject(answer)) return answer;
  const details = { operation: id, status, requestId: headers.get('x-request-id') };
  const what = answer === undefined ? 'something that is not JSON' : 'something else than Berth does';
  throw new BerthError('unreadable', `The server answers ${what}.`, details);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isObject = (answer: unknown): answer is object => typeof answer === 'object' && answer !== null;

function isPage(answer: unknown): boolean {
  const { items, pagination } = (answer ?? {}) as { items?: unknown; pagination?: unknown };
  return Array.isArray(items) && isObject(pagination);
}

function pagesOf(
  connection: Connection,
  operation: Operation,
  args: readonly unknown[],
): Pages<Page<unknown>> {
  const { before, options } = splitArgs(operation, args);
  const pageOf = (more: object) => one(connection, operation, [...before, more]) as Promise<Page<unknown>>;
  async function* pages() {
    for (let at: object | null = options; at !== null; ) {
      const page: Page<unknown> = await pageOf(at);
      yield page;
      at = nextOf(page, at);
    }
  }
  async function* items() {
    for await (const page of pages()) yield* page.items;
  }
  // biome-ignore lint/suspicious/noThenProperty: a list can be awaited, and sends no request until then
  return { then: (...hands) => pageOf(options).then(...hands), pages, [Symbol.asyncIterator]: items };
}

/** Returns the options of the next page, or of the previous one when `before` was given; null at the end. */
function nextOf(
  { items, pagination }: Page<unknown>,
  { cursor: _, ...options }: { before?: string; cursor?: string },
): object | null {
  const backwards = options.before !== undefined;
  const more = backwards ? pagination.has_more_before : pagination.has_more_after;
  const edge = (backwards ? items[0] : items.at(-1)) as { id: string } | undefined;
  return more && edge ? { ...options, [backwards ? 'before' : 'after']: edge.id } : null;
}

const toldOf = (
  connection: Connection,
  operation: Operation,
  args: readonly unknown[],
): Told<unknown, unknown> => ({
  // biome-ignore lint/suspicious/noThenProperty: a long operation can be awaited, and starts then
  then: (...hands) => one(connection, operation, args).then(...hands),
  [Symbol.asyncIterator]: () => lines(connection, operation, args),
});

async function* lines(
  connection: Connection,
  operation: Operation,
  args: readonly unknown[],
): AsyncGenerator<unknown> {
  const { id, request, options } = callOf(operation, args);
  const headers = { ...request.headers, Accept: 'application/x-ndjson' };
  const call = { id, request: { ...request, headers }, options };
  const body = await send(connection, call, async (response) => response.body);
  try {
    if (body) yield* linesOf(body, options.signal);
  } catch (error) {
    if (options.signal?.aborted) throw options.signal.reason;
    const details = { operation: id, status: null, requestId: null };
    throw new BerthError('unreachable', 'The connection broke in the middle of the answer.', details, error);
  }
}
