import { type IncomingMessage, type RequestOptions, request as sendHttp } from 'node:http';
import { request as sendHttps } from 'node:https';
import { isIP, type LookupFunction, type Socket, type TcpNetConnectOpts } from 'node:net';
import { checkServerIdentity } from 'node:tls';
import type { Session } from './session.ts';
import type { Target } from './target.ts';

/** The failures of a connection. */
export type WireFailure = 'connect_failed' | 'tls_failed' | 'bad_response' | 'too_large' | 'timed_out';

export type Opened = { ok: true; response: IncomingMessage } | { ok: false; reason: WireFailure };

/**
 * The result of reading a body. `bytes` counts them as sent on the wire; a body beyond the limit is truncated there.
 */
export type Body = { ok: true; bytes: number; truncated: boolean } | { ok: false; reason: WireFailure };

export type Method = 'GET' | 'HEAD';

export interface Outgoing {
  target: Target;
  addresses: readonly [string, ...string[]];
  method: Method | 'POST';
  headers: Readonly<Record<string, string>>;
  /** The body of a POST. */
  body?: string;
}

const MAX_HEADER_BYTES = 16 * 1024;

/**
 * Sends one request to the checked addresses and to no others, and resolves when the headers arrive. TLS verifies the
 * name, not the address, and cannot be turned off. Connections are not pooled: each ends with its body. Never rejects,
 * and keeps back error texts, which would contain the address.
 */
export function openResponse({ network, signal }: Session, outgoing: Outgoing): Promise<Opened> {
  const { target, addresses, method, headers, body } = outgoing;
  const secure = target.url.protocol === 'https:';
  const dialled = addresses.map((address) => network.dial?.(address) ?? address);
  const isName = isIP(target.host) === 0;
  const options: RequestOptions & Pick<TcpNetConnectOpts, 'autoSelectFamily'> = {
    method,
    headers: {
      ...headers,
      host: target.url.host,
      ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
    },
    path: `${target.url.pathname}${target.url.search}`,
    host: isName ? target.host : dialled[0],
    port: target.port,
    lookup: answering(dialled),
    autoSelectFamily: true,
    agent: false,
    maxHeaderSize: MAX_HEADER_BYTES,
    insecureHTTPParser: false,
    signal,
  };
  return new Promise((settle) => {
    let failure: WireFailure = 'connect_failed';
    const request = secure
      ? sendHttps({
          ...options,
          servername: isName ? target.host : '',
          rejectUnauthorized: true,
          checkServerIdentity: (_name, certificate) => checkServerIdentity(target.host, certificate),
          ...(network.ca === undefined ? {} : { ca: network.ca }),
        })
      : sendHttp(options);
    const fail = (error?: NodeJS.ErrnoException): void => {
      settle({ ok: false, reason: signal.aborted ? 'timed_out' : (knownFailure(error?.code) ?? failure) });
    };
    request.on('socket', (socket: Socket) => {
      socket.on('connect', () => {
        failure = secure ? 'tls_failed' : 'bad_response';
      });
      socket.on('secureConnect', () => {
        failure = 'bad_response';
      });
    });
    request.on('response', (response) => settle({ ok: true, response }));
    request.on('error', fail);
    request.on('close', fail);
    request.end(body);
  });
}

/** Counts the bytes of a body without keeping or decompressing them, and closes the connection. */
export async function readBody({ settings, signal }: Session, response: IncomingMessage): Promise<Body> {
  let bytes = 0;
  try {
    for await (const chunk of response) {
      bytes += (chunk as Buffer).length;
      if (bytes > settings.maxBytes) return { ok: true, bytes: settings.maxBytes, truncated: true };
    }
    return { ok: true, bytes, truncated: false };
  } catch {
    return { ok: false, reason: signal.aborted ? 'timed_out' : 'bad_response' };
  }
}

function knownFailure(code = ''): WireFailure | null {
  if (code === 'HPE_HEADER_OVERFLOW') return 'too_large';
  // A server that requires a client certificate says so after the handshake (TLS 1.3).
  return code.startsWith('ERR_SSL_') ? 'tls_failed' : null;
}

/** Makes a resolver that knows only the checked addresses. `autoSelectFamily` makes Node ask it for all of them. */
function answering(addresses: readonly string[]): LookupFunction {
  const known = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_name, _options, callback) => callback(null, known);
}
