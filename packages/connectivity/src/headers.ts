import { validateHeaderName, validateHeaderValue } from 'node:http';

/** Headers of the connection itself, which are the transport's to set; a caller's are left out. */
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

/** Sent with every request. No encoding is accepted, so that what arrives is as large as it looks. */
export const OWN_HEADERS: Readonly<Record<string, string>> = {
  accept: '*/*',
  'accept-encoding': 'identity',
  'user-agent': 'Berth',
};

/** A caller's headers with names in lower case, or null when one cannot be sent (RFC 9110, 5.1 and 5.5). */
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
