import type { Exchange, Exchanges, Speaker } from './exchanges.ts';
import { isRowId, type Step, sampleOf } from './sample.ts';

interface Question extends Pick<Exchange, 'path' | 'query' | 'body'> {
  /** The operation that the row went through before. */
  after?: string | undefined;
}

type Ask = (id: string, method: string, path: string, question?: Question) => Promise<unknown>;

/** Sends requests through a speaker and records the answers as examples. Paths begin without a slash. */
export interface Recorder {
  found: Exchanges;
  /** Every answer, in which later requests find ids. */
  seen: unknown[];
  /** Sends a request and records its answer. @throws Error when it fails or answers an empty list. */
  must: Ask;
  /** Sends a request and records its answer; resolves to null and records nothing when it fails. */
  may: Ask;
  /** Sends a request that records nothing; the examples that need its row repeat it. @throws Error when it fails. */
  send(method: string, path: string, body?: unknown): Promise<unknown>;
  /** Describes a request as an example, without sending it. */
  show(method: string, path: string, question?: Question): Omit<Exchange, 'answer'>;
}

/** Makes a recorder. `options` are arguments of each command. */
export function createRecorder(speaker: Speaker, options = ''): Recorder {
  const found: Exchanges = {};
  const steps: Step[] = [];
  const seen: unknown[] = [];
  const show: Recorder['show'] = (method, path, question = {}) => {
    const { body, after } = question;
    const { command, ...shown } = sampleOf(steps, { method, path, body, after }, options);
    return { path: known(question.path), query: known(question.query), ...shown, command };
  };
  const may: Ask = async (id, method, path, question = {}) => {
    const { status, body } = await speaker.send(method, path, question.body);
    if (status >= 300) return null;
    found[id] = { ...show(method, path, question), answer: body };
    steps.push({ id, method, path, body: question.body, answer: body });
    seen.push(body);
    return body;
  };
  const must: Ask = async (id, method, path, question) => {
    const body = await may(id, method, path, question);
    if (body === null || isEmptyList(body)) throw new Error(`${method} ${path} gives no example`);
    return body;
  };
  const send: Recorder['send'] = async (method, path, body) => {
    const answer = await speaker.send(method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    steps.push({ method, path, body, answer: answer.body });
    seen.push(answer.body);
    return answer.body;
  };
  return { found, seen, must, may, send, show };
}

/** Picks the parameters that every installation has a row for. */
const known = (parameters: Record<string, string> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(parameters).filter(([, text]) => !isRowId(text)));

const isEmptyList = (body: unknown): boolean => {
  const { items } = (body ?? {}) as { items?: unknown };
  return Array.isArray(items) && items.length === 0;
};
