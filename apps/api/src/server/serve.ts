import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { MAX_HEAD_BYTES } from '../http/limits.ts';
import { newRequestId } from '../http/request-id.ts';
import { ADMISSION, type Admission, admit, type Handler } from './admission.ts';
import { cutBasePath } from './base-path.ts';
import { answerRefusals, type NoteRefusal, responseTo } from './refusals.ts';
import { codeOf, type StartError, startErrors } from './start-error.ts';
import { trackUnanswered, type Unanswered } from './unanswered.ts';

export interface Listener {
  /** The URL of the server, with its actual port. */
  readonly url: string;
  /** Accepts no new connections, gives requests in flight `graceMs` to finish, then closes the rest. */
  stop(graceMs: number): Promise<void>;
}

/** The time in which the headers and the whole request must arrive, and the interval of that check. */
export interface Patience {
  headersMs: number;
  requestMs: number;
  lookMs: number;
}

const PATIENCE: Patience = { headersMs: 15_000, requestMs: 60_000, lookMs: 5_000 };
const SWEEP_MS = 25;
/** The time for which an idle connection is kept: longer than proxies keep theirs, which is 60 s as a rule. */
const KEPT_MS = 75_000;
/** The connections that wait to be accepted, as far as the system allows so many: Node takes one in each turn. */
const BACKLOG = 4_096;
/** The requests of one connection that may wait for an answer before theirs. */
const MAX_WAITING = 100;

/** `env` has the request of Node, with the address of the caller and the lines of the headers. */
type Fetch = (request: Request, env: object) => Response | Promise<Response>;

/** Makes a function to serve with before the application is there: requests wait until it is set. */
export function lateFetch(): { fetch: Fetch; set(fetch: Fetch): void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  let current: Fetch = async (request, env) => {
    await opened;
    return current(request, env);
  };
  return {
    fetch: (request, env) => current(request, env),
    set: (fetch) => {
      current = fetch;
      open();
    },
  };
}

/** Listens, and resolves once the server accepts connections. */
export async function serve(options: {
  fetch: Fetch;
  host: string;
  port: number;
  /** The setting of the port, for the person who must change it; PORT by default. */
  setting?: 'PORT' | 'METRICS_PORT';
  /** The path that is cut off the targets of requests that begin with it; none by default. */
  basePath?: string;
  /** Logs a refusal that no face made; not logged unless given. */
  refused?: NoteRefusal;
  patience?: Patience;
  admission?: Admission;
  /** The paths of requests that wait for no others; none by default. */
  first?: ReadonlySet<string>;
}): Promise<Listener> {
  const { headersMs, requestMs, lookMs } = options.patience ?? PATIENCE;
  const refused = options.refused ?? (() => newRequestId(new Date()));
  const listener = getRequestListener(options.fetch, { errorHandler: (error) => responseTo(error, refused) });
  const server = createServer({
    maxHeaderSize: MAX_HEAD_BYTES,
    headersTimeout: headersMs,
    requestTimeout: requestMs,
    keepAliveTimeout: KEPT_MS,
    connectionsCheckingInterval: lookMs,
    requireHostHeader: false, // the adaptor refuses a request without Host, and answers it
  });
  server.maxHeadersCount = 0; // Node would drop lines beyond a count; the bytes are limited instead
  const unanswered = trackUnanswered(server);
  const handle = inTurn(unanswered, admit(listener, options.admission ?? ADMISSION, options.first));
  const cut = cutBasePath(options.basePath ?? '');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    request.url = cut(request.url ?? '/');
    // HTTP/1.0 has no Host (RFC 9112 §3.2); the adaptor makes the URL of the request with one
    if (request.httpVersion === '1.0') request.headers.host ??= 'localhost';
    handle(request, response);
  });
  answerRefusals(server, unanswered, refused);
  try {
    server.listen({ port: options.port, host: options.host, backlog: BACKLOG });
    await once(server, 'listening');
  } catch (cause) {
    throw listenError(cause, options);
  }
  return {
    url: urlOf(server.address() as AddressInfo),
    stop: (graceMs) => drain(server, unanswered, graceMs),
  };
}

/**
 * Handles the requests of a connection one after the other: the next one when the answer before it is handed to the
 * system. Otherwise a caller who sends many at once and reads nothing would fill the memory with answers. A connection
 * with too many that wait is closed. Once it is closed, those that wait are dropped: Node tells nothing of them.
 */
function inTurn(unanswered: Unanswered, handle: Handler): Handler {
  return (request, response) => {
    const { socket } = request;
    const start = (): void => void (socket.writable ? handle(request, response) : response.emit('close'));
    const earlier = unanswered.of(socket);
    const before = earlier.at(-1);
    if (earlier.length > MAX_WAITING) socket.destroy();
    unanswered.add(response);
    if (before === undefined || before.closed || !socket.writable) return start();
    before.once('close', start);
  };
}

/**
 * Closes the server and its connections. Node closes those that are idle now; those that become idle later are closed
 * here.
 */
async function drain(server: Server, unanswered: Unanswered, graceMs: number): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  for (const response of unanswered.all()) {
    if (!response.headersSent) response.setHeader('connection', 'close');
  }
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  const deadline = setTimeout(() => server.closeAllConnections(), graceMs);
  try {
    await closed;
  } finally {
    clearInterval(sweep);
    clearTimeout(deadline);
  }
}

function urlOf({ address, family, port }: AddressInfo): string {
  if (address === '0.0.0.0' || address === '::') return `http://localhost:${port}`;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

function listenError(
  cause: unknown,
  { host, port, setting = 'PORT' }: { host: string; port: number; setting?: string },
): StartError {
  const code = codeOf(cause) ?? 'no code';
  switch (code) {
    case 'EADDRINUSE':
      return startErrors.portInUse({ port, host, setting }, { cause });
    case 'EACCES':
      return startErrors.portForbidden({ port, setting }, { cause });
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return startErrors.noAddress({ host }, { cause });
    default:
      return startErrors.listen({ port, host, code, setting }, { cause });
  }
}
