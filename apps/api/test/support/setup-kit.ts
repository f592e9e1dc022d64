import type { Client, Harness } from './harness.ts';
import { makeProvider } from './rules-kit.ts';

export const ORIGIN = 'http://localhost';

/** An answer of a page, with its text read. */
export interface Page {
  status: number;
  headers: Headers;
  text: string;
}

/** A browser with its cookies. It follows no redirects. */
export interface Browser {
  cookies: Map<string, string>;
  get(url: string, headers?: Record<string, string>): Promise<Page>;
  send(url: string, fields: Fields, headers?: Record<string, string>): Promise<Page>;
  request(url: string, init: RequestInit): Promise<Page>;
}

export type Fields = Record<string, string | string[]>;

/** Opens a browser on the application, directly: the pages are no part of the documented API. */
export function newBrowser({ app }: Pick<Harness, 'app'>): Browser {
  const cookies = new Map<string, string>();
  const request = async (url: string, init: RequestInit): Promise<Page> => {
    const headers = new Headers(init.headers);
    const sent = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    if (sent !== '' && !headers.has('cookie')) headers.set('cookie', sent);
    const response = await app.fetch(new Request(new URL(url, ORIGIN), { ...init, headers }));
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  return {
    cookies,
    request,
    get: (url, headers = {}) => request(url, { headers }),
    send: (url, fields, headers = {}) =>
      request(url, {
        method: 'POST',
        body: encoded(fields),
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      }),
  };
}

export const encoded = (fields: Fields): string =>
  new URLSearchParams(
    Object.entries(fields).flatMap(([name, value]) =>
      [value].flat().map((one): [string, string] => [name, one]),
    ),
  ).toString();

/** The hidden fields that a form sends back. */
export function hiddenOf({ text }: Page): Fields {
  const read = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(text)?.[1] ?? '';
  return { _token: read('_token'), _form: read('_form') };
}

/** The address of a page without its secret. */
export const cleanOf = (url: string): string => url.split('?')[0] ?? '';

/** A schema of a credential: the token is secret, the account is not marked. */
export const CREDENTIAL = {
  type: 'object',
  required: ['token'],
  additionalProperties: false,
  properties: {
    token: { type: 'string', minLength: 8, writeOnly: true, title: 'Token' },
    account: { type: 'string', title: 'Account' },
  },
};

/** Makes a provider with one auth method. */
export const makeSetupProvider = (client: Client, version: Record<string, unknown> = {}) =>
  makeProvider(client, {
    auth_methods: [{ key: 'token', type: 'token', name: 'Token', input_schema: CREDENTIAL }],
    ...version,
  });

export interface Session {
  id: string;
  url: string;
}

/** Makes a session of a provider. */
export async function makeSession(client: Client, body: object): Promise<Session> {
  // The harness types what is created by its id alone
  return (await client.create('provider-setup-sessions', body)) as unknown as Session;
}

/** Opens a link in a new browser, up to its form. */
export async function openLink(harness: Harness, { url }: Session) {
  const browser = newBrowser(harness);
  const moved = await browser.get(url);
  const form = await browser.get(cleanOf(url));
  return { browser, moved, form, at: cleanOf(url) };
}
