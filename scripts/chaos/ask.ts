import { KEY } from './place.ts';

export interface Answer {
  status: number;
  etag: string | null;
  /** The place of a write in the log of the database, with replicas. */
  position: string | null;
  /** Empty for an answer that is not JSON. */
  body: Record<string, unknown>;
  /** The text of an answer that is not JSON, which is a breach. */
  unreadable?: string;
}

/** Statuses of the 5xx that a client may get. Each but `outcome_unknown` says that nothing was changed. */
const ALLOWED = new Set([503, 507]);

export const isBreach = ({ status, unreadable }: Answer): boolean =>
  unreadable !== undefined || (status >= 500 && !ALLOWED.has(status));

/** Sends a request with the key. Resolves to null when the connection ends without an answer. */
export async function ask(
  url: string,
  method: string,
  path: string,
  body?: object,
  headers: Record<string, string> = {},
): Promise<Answer | null> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json', ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(60_000),
    });
    text = await response.text();
  } catch {
    return null;
  }
  const { status, headers: answered } = response;
  return {
    status,
    etag: answered.get('etag'),
    position: answered.get('berth-position'),
    ...bodyOf(text),
  };
}

function bodyOf(text: string): Pick<Answer, 'body' | 'unreadable'> {
  try {
    return { body: text === '' ? {} : JSON.parse(text) };
  } catch {
    return { body: {}, unreadable: text.slice(0, 1_000) };
  }
}
