import type { AddressInfo } from 'node:net';
import { closeAfterFile } from '@berth/db/testing';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import { inject } from 'vitest';
import { isLongRun } from '../../../../scripts/testing/long.mjs';
import type { PrismAddresses } from '../../../../scripts/testing/prism.ts';
import { UPSTREAM } from '../../../../scripts/testing/switchboard.ts';
import { rootOperationOf } from './documented.ts';
import { kindOf } from './request-kind.ts';

/** Sends a request for a path, with its query. */
export type Send = (url: string, init: RequestInit) => Promise<Response>;

/**
 * Returns the way to send requests to an application: directly or, in the project `postgres`, over the network through
 * Prism with our own document.
 */
export async function sendTo(app: Hono, directly: boolean): Promise<Send> {
  const direct: Send = async (url, init) => app.request(url, init);
  if (directly || !inject('prism')) return direct;
  await addresses(); // its start may take longer than a test
  const server = createAdaptorServer({ fetch: (request, env) => app.fetch(request, env) });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closeAfterFile(async () => void server.close());
  return throughPrism((server.address() as AddressInfo).port, direct);
}

let asked: Promise<PrismAddresses> | undefined;

/** Returns the addresses of Prism, which starts at the first call of the run. */
const addresses = (): Promise<PrismAddresses> => {
  asked ??= fetch(inject('prism')).then(async (answer) => {
    if (!answer.ok) throw new Error(await answer.text());
    return (await answer.json()) as PrismAddresses;
  });
  return asked;
};

/** The kinds of requests that this process has sent through Prism. */
const sent = new Set<string>();

/**
 * Sends the operations of the root face through Prism to the server at a port. Prism refuses what does not conform to
 * the document: an answer, which fails the test, or a request, which the application must refuse as well. The long run
 * sends every request through Prism, any other run the first of each kind: Prism takes twice as long as the
 * application.
 */
export function throughPrism(port: number, direct: Send): Send {
  if (!inject('prism')) return direct;
  const through = (proxy: string, url: string, init: RequestInit) => {
    const headers = new Headers(init.headers);
    headers.set(UPSTREAM, String(port));
    return fetch(proxy + url, { ...init, headers });
  };
  return async (url, init) => {
    const method = init.method ?? 'GET';
    const operation = rootOperationOf(method, url);
    if (operation === null || !isReadable(url, init)) return direct(url, init);
    const kind = kindOf(operation, url, init.body);
    if (sent.has(kind) && !isLongRun) return direct(url, init);
    sent.add(kind);
    const prism = await addresses();
    const answer = await through(prism.strict, url, init);
    const violation = await violationOf(answer);
    if (violation === null) return answer;
    if (violation.startsWith('response')) throw new Error(`${method} ${url}: ${violation}`);
    const refused = await through(prism.lenient, url, init);
    const other = await violationOf(refused);
    if (other !== null) throw new Error(`${method} ${url}: ${other}`);
    if (refused.ok) throw new Error(`${method} ${url} is taken, against the document: ${violation}`);
    return refused;
  };
}

const isShownRow = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && 'object' in body && 'created_at' in body;

/**
 * True for a request that Prism can forward and judge. Prism crashes at a malformed escape, hangs at a body that is not
 * JSON, rewrites bodies (`1e999` as `null`), and demands a key itself. It knows no leniency, takes the read-only
 * members of a row that is sent back for unknown ones, and an unescaped `+` in a query for a space.
 */
function isReadable(url: string, { headers, body }: RequestInit): boolean {
  if (!/^Bearer \S+$/.test(new Headers(headers).get('authorization') ?? '')) return false;
  if (new Headers(headers).has('prefer') || /\?.*\+/.test(url)) return false;
  try {
    decodeURIComponent(url);
    if (typeof body !== 'string') return true;
    const parsed: unknown = JSON.parse(body);
    return JSON.stringify(parsed) === body && !isShownRow(parsed);
  } catch {
    return false;
  }
}

/** Returns the violation that Prism reports of an exchange; null when the answer is the application's own. */
async function violationOf(answer: Response): Promise<string | null> {
  if (!answer.headers.get('content-type')?.startsWith('application/problem+json')) return null;
  const problem = (await answer.clone().json()) as { type?: string; validation?: Violation[] };
  if (!problem.type?.startsWith('https://stoplight.io/prism/')) return null;
  const found = (problem.validation ?? []).map(
    ({ location, message }) => `${location?.join('.')}: ${message}`,
  );
  return found.length > 0 ? found.sort().reverse().join('; ') : JSON.stringify(problem);
}

interface Violation {
  location?: string[];
  message: string;
}
