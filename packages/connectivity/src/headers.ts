import { validateHeaderName, validateHeaderValue } from 'node:http';

/** Headers of the connection itself, which the transport sets. A caller's are left out. */
const TRANSPORT_HEADERS: ReadonlySet<string> = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'expect',
  'host',
  'http2-settings',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** The headers of every request. No encoding is accepted, so that a body is as large as its bytes on the wire. */
export const OWN_HEADERS: Readonly<Record<string, string>> = {
  accept: '*/*',
  'accept-encoding': 'identity',
  'user-agent': 'Berth',
};

/** Returns a caller's headers with names in lower case, or null when one cannot be sent (RFC 9110, 5.1 and 5.5). */
export function readHeaders(headers: Readonly<Record<string, string>>): Record<string, string> | null {
  try {
    const entries = Object.entries(headers).map(([name, value]) => {
      validateHeaderName(name);
      validateHeaderValue(name, value);
      return [name.toLowerCase(), value] as const;
    });
    return Object.fromEntries(entries.filter(([name]) => !TRANSPORT_HEADERS.has(name)));
  } catch {
    return null;
  }
}
