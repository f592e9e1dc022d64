import { type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { RequestError } from '@hono/node-server';
import { jsonText } from '../http/answer.ts';
import { type Refusal, refusals } from '../texts/connection.ts';
import type { Unanswered } from './unanswered.ts';

/** Logs a refusal and returns the request id of its log line. */
export type NoteRefusal = (status: number, reason: string) => string;

/** Finds the refusal for an error of Node's HTTP parser; null when the connection itself is broken. */
function refusalOf(reason: string): Refusal | null {
  if (reason === 'HPE_HEADER_OVERFLOW') return refusals.longHead;
  if (reason === 'HPE_CHUNK_EXTENSIONS_OVERFLOW') return refusals.longChunk;
  if (reason === 'ERR_HTTP_REQUEST_TIMEOUT') return refusals.late;
  if (reason === 'HPE_INVALID_URL') return refusals.rawTarget;
  return reason.startsWith('HPE_') ? refusals.malformed : null;
}

/**
 * The time between the answer and the end of its connection, in milliseconds. Bytes that the caller still sends are
 * discarded until then, so that the answer arrives.
 */
const LINGER_MS = 500;

/**
 * Answers, in the shape of the root face, the requests that Node would answer without a body or not at all. Each answer
 * ends its connection; an earlier request on the connection is answered first.
 */
export function answerRefusals(server: Server, unanswered: Unanswered, note: NoteRefusal): void {
  const told = new WeakSet<Duplex>();
  const tell = (socket: Duplex, refusal: Refusal, reason: string) => {
    const { headers, text } = answerTo(refusal, note(refusal.status, reason));
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.end(`HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}\r\n${lines.join('')}\r\n${text}`);
    const end = setTimeout(() => socket.destroy(), LINGER_MS);
    socket.once('close', () => clearTimeout(end));
  };
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (told.has(socket)) return;
    told.add(socket);
    const reason = error.code ?? error.name;
    const refusal = refusalOf(reason);
    const earlier = unanswered.of(socket).find((response) => response.socket === socket);
    if (earlier?.req.complete) {
      if (!earlier.headersSent) earlier.setHeader('Connection', 'close');
      earlier.once('close', () => socket.destroy());
    } else if (!refusal || !socket.writable || earlier?.headersSent) {
      socket.destroy();
    } else {
      tell(socket, refusal, reason);
    }
  });
  server.on('connect', (_request, socket) => {
    socket.on('error', () => socket.destroy());
    tell(socket, refusals.noTunnel, 'CONNECT');
  });
  server.on('checkExpectation', (_request, response: ServerResponse) => {
    const { status } = refusals.expectation;
    const { headers, text } = answerTo(refusals.expectation, note(status, 'EXPECTATION'));
    response.writeHead(status, headers).end(text);
  });
}

/** Makes the answer when the adaptor cannot hand a request to the application, or the application does not answer. */
export function responseTo(error: unknown, note: NoteRefusal): Response {
  const refusal = error instanceof RequestError ? refusals.wrongTarget : refusals.fault;
  const reason = error instanceof Error ? error.name : typeof error;
  const { headers, text } = answerTo(refusal, note(refusal.status, reason));
  return new Response(text, { status: refusal.status, headers });
}

function answerTo({ status, code, message }: Refusal, requestId: string) {
  const text = jsonText({ object: 'error', ok: false, status, code, message });
  const headers = {
    'Content-Type': 'application/json',
    'Content-Length': String(Buffer.byteLength(text)),
    'X-Request-Id': requestId,
    Date: new Date().toUTCString(),
    Connection: 'close',
  };
  return { headers, text };
}
