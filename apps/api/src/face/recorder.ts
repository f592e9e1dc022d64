import type { Exchange, Exchanges, Speaker } from './exchanges.ts';

type Question = Omit<Exchange, 'answer'>;
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
}

export function createRecorder(speaker: Speaker): Recorder {
  const found: Exchanges = {};
  const seen: unknown[] = [];
  const may: Ask = async (id, method, path, question = {}) => {
    const { status, body } = await speaker.send(method, path, question.body);
    if (status >= 300) return null;
    seen.push(body);
    found[id] = { ...question, answer: body };
    return body;
  };
  const must: Ask = async (id, method, path, question) => {
    const body = await may(id, method, path, question);
    if (body === null || isEmptyList(body)) throw new Error(`${method} ${path} gives no example`);
    return body;
  };
  return { found, seen, must, may };
}

const isEmptyList = (body: unknown): boolean => {
  const { items } = (body ?? {}) as { items?: unknown };
  return Array.isArray(items) && items.length === 0;
};
