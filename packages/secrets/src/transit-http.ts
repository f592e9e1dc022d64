import { setTimeout as pause } from 'node:timers/promises';
import { cutText } from '@berth/kernel';
import { KeyServiceError } from './key-provider.ts';

/** The address of a Transit secrets engine and the token for it. */
export interface TransitSettings {
  /** The URL of Vault or OpenBao before `/v1`, such as `https://vault:8200`. */
  url: string;
  token: string;
  /** The mount path of the engine, without leading or trailing slash. */
  mount: string;
  key: string;
  namespace: string | null;
}

/** The timeout of one request and the number of attempts. The n-th pause is `backOffMs` times 4 to the n. */
export interface TransitPatience {
  timeoutMs: number;
  tries: number;
  backOffMs: number;
}

const PATIENCE: TransitPatience = { timeoutMs: 5_000, tries: 3, backOffMs: 100 };
const LONGEST_REASON = 200;
const MOST_REASONS = 5;

type Data = Readonly<Record<string, unknown>>;

/** Calls the engine: `encrypt` and `decrypt` with a body, `keys` without one. Returns `data` of its answer. */
export type AskTransit = (action: 'encrypt' | 'decrypt' | 'keys', body?: Data) => Promise<Data>;

/**
 * A client of the HTTP API of Transit (Vault and OpenBao API docs, "Transit secrets engine"; "HTTP API", status codes).
 * It retries when there is no answer, and after 429 and 5xx. It follows no redirect, which would take the token along.
 * @throws KeyServiceError
 */
export function transitClient(
  settings: TransitSettings,
  patience: Partial<TransitPatience> = {},
): AskTransit {
  const { timeoutMs, tries, backOffMs } = { ...PATIENCE, ...patience };
  const { url, token, mount, key, namespace } = settings;
  const server = `The Transit server at ${url}`;
  const headers = {
    'content-type': 'application/json',
    'x-vault-request': 'true',
    'x-vault-token': token,
    ...(namespace === null ? {} : { 'x-vault-namespace': namespace }),
  };
  const once: AskTransit = async (action, body) => {
    const answer = await exchange(`${url}/v1/${mount}/${action}/${key}`, {
      method: body ? 'POST' : 'GET',
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      ...(body ? { body: JSON.stringify(body) } : {}),
    }).catch((cause: unknown) => {
      throw new KeyServiceError(`${server} ${silence(cause, timeoutMs)}`, null, [], { cause });
    });
    const { errors, data } = answer.body;
    if (answer.status !== 200) {
      const reasons = reasonsOf(errors, [token, ...Object.values(body ?? {})]);
      const why = reasons.length > 0 ? `: ${reasons.join('; ')}` : '';
      throw new KeyServiceError(`${server} answers ${answer.status}${why}`, answer.status, reasons);
    }
    if (isObject(data)) return data;
    throw new KeyServiceError(`${server} answers what is no answer of Transit`, answer.status);
  };
  return async (action, body) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await once(action, body);
      } catch (error) {
        if (attempt >= tries || !(error instanceof KeyServiceError) || !isPassing(error.status)) throw error;
        await pause(backOffMs * 4 ** (attempt - 1));
      }
    }
  };
}

const isPassing = (status: number | null): boolean => status === null || status === 429 || status >= 500;

async function exchange(url: string, request: RequestInit): Promise<{ status: number; body: Data }> {
  const response = await fetch(url, request);
  return { status: response.status, body: parsed(await response.text()) };
}

function parsed(text: string): Data {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

const isObject = (value: unknown): value is Data => typeof value === 'object' && value !== null;

function silence(cause: unknown, timeoutMs: number): string {
  if (!(cause instanceof Error)) return 'cannot be reached';
  if (cause.name === 'TimeoutError') return `does not answer within ${timeoutMs / 1000} s`;
  const { code } = (cause.cause ?? {}) as { code?: unknown };
  return `cannot be reached${typeof code === 'string' ? ` (${code})` : ''}`;
}

/** The error texts of the server: shortened, on one line, and without the secrets that were sent to it. */
function reasonsOf(errors: unknown, sent: readonly unknown[]): string[] {
  if (!Array.isArray(errors)) return [];
  const secrets = sent.filter((text): text is string => typeof text === 'string' && text !== '');
  return errors.slice(0, MOST_REASONS).map((error) => {
    const text = secrets.reduce((text, secret) => text.replaceAll(secret, '…'), String(error));
    return cutText(text.replace(/\s+/g, ' ').trim(), LONGEST_REASON);
  });
}
