import { once } from 'node:events';
import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, test } from 'vitest';
import { cutBasePath, requireFreePath } from '../../src/server/base-path.ts';
import { serve } from '../../src/server/serve.ts';
import { startHarness } from '../support/harness.ts';
import type { Answer } from '../support/json-http.ts';

/** The server below a path, behind a proxy that keeps the path and one that cuts it off. */
const BASE = '/berth';
const harness = await startHarness({ directly: true, basePath: BASE });
const listener = await serve({ fetch: harness.app.fetch, host: '127.0.0.1', port: 0, basePath: BASE });
const { key } = await harness.newInstance();
const proxies = { keeps: await startProxy(false), 'cuts off': await startProxy(true) };
afterAll(async () => {
  for (const proxy of Object.values(proxies)) proxy.stop();
  await listener.stop(0);
});

/** Starts a proxy that passes on what is below the path, and answers 418 to everything else. */
async function startProxy(cuts: boolean) {
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    if (!path.startsWith(`${BASE}/`)) {
      response.writeHead(418).end();
      return;
    }
    const target = cuts ? path.slice(BASE.length) : path;
    const { hostname, port } = new URL(listener.url);
    const { method, headers } = request;
    const passed = send({ hostname, port, path: target, method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(response);
    });
    request.pipe(passed);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin, stop: () => server.close() };
}

const linksOf = (html: string): string[] =>
  [...html.matchAll(/(?:href|src)="([^"#][^"]*)"/g)].map(([, link = '']) => link.replaceAll('&amp;', '&'));

describe.each(Object.entries(proxies))('behind a proxy that %s the prefix', (_, { origin }) => {
  const url = `${origin}${BASE}`;
  const authorization = `Bearer ${key}`;
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(new URL(path, origin), {
      redirect: 'manual',
      ...init,
      headers: { authorization, 'content-type': 'application/json', ...init.headers },
    });
  const read = async (path: string, init?: RequestInit) =>
    (await (await ask(path, init)).json()) as Answer['body'];

  test('each page is found, with everything that it links to', async () => {
    const pages = ['/', '/docs', '/docs/errors'];
    for (const page of pages) {
      const response = await ask(`${BASE}${page}`, { headers: { accept: 'text/html' } });
      expect(response.status).toBe(200);
      const links = linksOf(await response.text()).filter((link) => !link.startsWith(`${BASE}/dashboard`));
      expect(links.length).toBeGreaterThan(0);
      for (const link of links) expect([link, (await ask(link)).status]).toEqual([link, 200]);
    }
    expect((await read(`${BASE}/`)).links).toMatchObject({ docs: '/berth/docs' });
  });

  test('the documents name it as their server, and the page of the reference reads them there', async () => {
    const page = await (await ask(`${BASE}/docs`)).text();
    const [, documents = ''] = /data-documents="([^"]+)"/.exec(page) ?? [];
    for (const document of JSON.parse(documents.replaceAll('&quot;', '"'))) {
      expect((await read(document.url)).servers).toEqual([expect.objectContaining({ url: BASE })]);
    }
  });

  test('the links of HAL lead on, and a created row is at its Location', async () => {
    const root = await read(`${BASE}/api`);
    const types = await read(root._links['inf:provider-type'].href);
    expect(types.types.length).toBeGreaterThan(0);
    expect(root._links.curies[0].href).toBe('/berth/api/rels/{rel}');
    const name = `OpenAI ${origin}`;
    const body = JSON.stringify({
      type: 'openai',
      name,
      credential: { type: 'api_key', apiKey: 'sk-example-0123456789' },
    });
    const made = await ask(`${BASE}/api/providers`, { method: 'POST', body });
    expect(made.status).toBe(201);
    expect((await read(made.headers.get('location') ?? '')).name).toBe(name);
    const list = await read(`${BASE}/api/providers?limit=1`);
    expect(await read(list._links.self.href)).toEqual(list);
    const [item] = list._embedded['inf:provider'];
    expect((await ask(item._links.self.href)).status).toBe(200);
  });

  test('an error as problem details links to its meaning', async () => {
    const problem = await read(`${BASE}/nowhere`, { headers: { accept: 'application/problem+json' } });
    expect(problem.type).toBe('/berth/docs/errors#not_found');
    expect((await ask(problem.type)).status).toBe(200);
  });

  test('the cookies of the dashboard and of a setup page are for it alone', async () => {
    const headers = { origin, 'sec-fetch-site': 'same-origin' };
    const body = JSON.stringify({ key });
    const session = await ask(`${BASE}/dashboard/session`, { method: 'POST', body, headers });
    expect(session.status).toBe(200);
    expect(session.headers.get('set-cookie')).toContain('; Path=/berth/dashboard;');
    const page = await ask(`${BASE}/dashboard`);
    expect(page.headers.get('content-security-policy')).toContain('report-uri /berth/dashboard/csp-report');

    harness.settings.publicUrl = url;
    const wanted = JSON.stringify({ type: 'config_only', provider_id: 'openai' });
    const made = await read(`${BASE}/provider-setup-sessions`, { method: 'POST', body: wanted });
    expect(made.url).toMatch(`${url}/setup/`);
    const opened = await fetch(made.url, { redirect: 'manual' });
    const cookie = opened.headers.get('set-cookie') ?? '';
    expect(cookie).toContain('; Path=/berth/setup;');
    const form = await fetch(new URL(opened.headers.get('location') ?? '', origin), {
      headers: { cookie: cookie.split(';')[0] ?? '' },
    });
    const html = await form.text();
    expect(html).toContain('name="_token"');
    for (const link of linksOf(html)) expect([link, (await ask(link)).status]).toEqual([link, 200]);
  });
});

test('health is answered below the path and at the root, for probes that come past the proxy', async () => {
  for (const path of ['/readyz', '/berth/readyz', '/health/live', '/berth/health/live', '/berth?x=1']) {
    expect([path, (await fetch(`${listener.url}${path}`)).status]).toEqual([path, 200]);
  }
});

test('only the whole path is cut off, in either form of a target', () => {
  const cut = cutBasePath('/a.b/berth');
  expect(cut('/a.b/berth')).toBe('/');
  expect(cut('/a.b/berth?limit=1')).toBe('/?limit=1');
  expect(cut('/a.b/berth/configs?x=/a.b/berth/')).toBe('/configs?x=/a.b/berth/');
  expect(cut('http://host:1/a.b/berth/configs')).toBe('http://host:1/configs');
  for (const target of ['/a.b/berths', '/aXb/berth/x', '/x/a.b/berth', '*']) expect(cut(target)).toBe(target);
});

test('a path that begins as one of the own paths is refused', () => {
  for (const path of ['/docs', '/api/berth', '/provider-configs', '/setup/x']) {
    expect(() => requireFreePath(path)).toThrow('BASE_PATH cannot begin with');
  }
  for (const path of ['', '/berth', '/tools/docs']) expect(() => requireFreePath(path)).not.toThrow();
});
