import { type IncomingMessage, type RequestOptions, request as sendHttp } from 'node:http';
import { request as sendHttps } from 'node:https';
import { isIP, type LookupFunction, type Socket, type TcpNetConnectOpts } from 'node:net';
import { checkServerIdentity } from 'node:tls';
import type { Session } from './session.ts';
import type { Target } from './target.ts';

/** What may go wrong on the wire. */
export type WireFailure = 'connect_failed' | 'tls_failed' | 'bad_response' | 'too_large' | 'timed_out';

export type Opened = { ok: true; response: IncomingMessage } | { ok: false; reason: WireFailure };

/** What came of reading a body. `bytes` as they are on the wire; a body beyond the limit is cut there. */
export type Body = { ok: true; bytes: number; truncated: boolean } | { ok: false; reason: WireFailure };

export type Method = 'GET' | 'HEAD';

export interface Outgoing {
  target: Target;
  addresses: readonly [string, ...string[]];
  method: Method;
  headers: Readonly<Record<string, string>>;
}

const MAX_HEADER_BYTES = 16 * 1024;

/**
 * Sends one request to the addresses that were checked, and to no other, and answers when the headers are here. TLS is
 * for the name, not for the address, and always verified. Nothing is pooled: the connection ends with the body. Never
 * rejects; an error's text, which would hold the address, stays here.
 */
export function openResponse({ network, signal }: Session, outgoing: Outgoing): Promise<Opened> {
  const { target, addresses, method, headers } = outgoing;
  const secure = target.url.protocol === 'https:';
  const dialled = addresses.map((address) => network.dial?.(address) ?? address);
  const isName = isIP(target.host) === 0;
  const options: RequestOptions & Pick<TcpNetConnectOpts, 'autoSelectFamily'> = {
    method,
    headers: { ...headers, host: target.url.host },
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
    request.end();
  });
}

/** Counts a body, keeps nothing of it, and closes the connection. Nothing is ever decompressed. */
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
  // A server that wants a certificate of ours says so when the handshake is over (TLS 1.3).
  return code.startsWith('ERR_SSL_') ? 'tls_failed' : null;
}

/** A resolver that knows nothing but the addresses that were checked. With `autoSelectFamily` it is asked for all. */
function answering(addresses: readonly string[]): LookupFunction {
  const known = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_name, _options, callback) => callback(null, known);
}
