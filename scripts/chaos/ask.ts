import { KEY } from './place.ts';

export interface Answer {
  status: number;
  etag: string | null;
  body: Record<string, unknown>;
}

/** Statuses of the 5xx that a client may get. Each but `outcome_unknown` says that nothing was changed. */
const ALLOWED = new Set([503, 507]);

export const isBreach = ({ status }: Answer): boolean => status >= 500 && !ALLOWED.has(status);

/** Sends a request with the key. Resolves to null when the connection ends without an answer. */
export async function ask(
  url: string,
  method: string,
  path: string,
  body?: object,
  headers: Record<string, string> = {},
): Promise<Answer | null> {
  try {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json', ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(60_000),
    });
    const text = await response.text();
    return {
      status: response.status,
      etag: response.headers.get('etag'),
      body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
    };
  } catch {
    return null;
  }
}
