import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { wireErrors } from '../../src/dialects/metorial/errors.ts';
import { errorSections } from '../../src/error-catalog.ts';
import { faces } from '../../src/faces.ts';
import type { Env, Request } from '../../src/http/request.ts';
import { DOCUMENTS } from '../../src/openapi/files.ts';
import type { Document, Parameter, Reference } from '../../src/openapi/types.ts';
import { mountReference } from '../../src/reference/index.ts';
import { CONTENT_SECURITY_POLICY } from '../../src/reference/page.ts';
import { startHarness } from '../support/harness.ts';

const { app, bootstrap } = await startHarness();
const names = faces.map(({ name }) => name).sort();

const get = async (path: string, headers = {}) => {
  const response = await app.request(path, { headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
};

/** URLs of other origins: a scheme, or two slashes at the start. The guide names the usual address of this one. */
const foreign = /https?:\/\/(?!127\.0\.0\.1:3000\b)|["'(=]\/\//g;

const BROWSER = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8' };
const linksIn = (text: string): string[] =>
  [...text.matchAll(/<a href="([^"]+)"/g)].map(([, url]) => String(url));

test('each face serves its document without a key, and /openapi.json is that of the root', async () => {
  const own = names.map((name) => [`/openapi/${name}.json`, name] as const);
  for (const [path, name] of [...own, ['/openapi.json', 'root'] as const]) {
    const { status, headers, text } = await get(path);
    expect([status, headers.get('content-type')], path).toEqual([200, 'application/json']);
    expect(JSON.parse(text), path).toEqual(JSON.parse(readFileSync(join(DOCUMENTS, `${name}.json`), 'utf8')));
  }
  for (const path of ['/openapi/nothing.json', '/openapi/root', '/openapi/..%2Froot.json']) {
    expect((await get(path)).status, path).toBe(404);
  }
});

test('a path that needs no key is read-only', async () => {
  for (const path of ['/openapi.json', '/openapi/root.json', '/health', '/ping', '/version', '/readyz']) {
    const response = await app.request(path, { method: 'POST' });
    expect([response.status, response.headers.get('allow')], path).toEqual([405, 'GET, HEAD']);
    expect(await response.json(), path).toMatchObject({ code: 'method_not_allowed' });
    expect((await app.request(path, { method: 'HEAD' })).status, path).toBe(200);
  }
});

test('the first request of the root document works on a fresh start', async () => {
  const { info } = JSON.parse((await get('/openapi.json')).text) as { info: { description: string } };
  const [, path = '', body = ''] = /`POST (\S+)`: `([^`]+)`/.exec(info.description) ?? [];
  expect((await bootstrap.post(path, JSON.parse(body))).status).toBe(200);
});

test('an unchanged document is not sent again', async () => {
  const first = await get('/openapi.json');
  const etag = first.headers.get('etag') ?? '';
  expect(etag).toMatch(/^"[\w-]{43}"$/);
  for (const asked of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
    const again = await get('/openapi.json', { 'if-none-match': asked });
    expect([again.status, again.text, again.headers.get('etag')], asked).toEqual([304, '', etag]);
  }
  expect((await get('/openapi.json', { 'if-none-match': '"other"' })).status).toBe(200);
});

test('the page refers to assets of this server only', async () => {
  const { status, headers, text } = await get('/docs');
  expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(text.match(foreign)).toBeNull();
  const named = [...text.matchAll(/<(?:link|script)\b[^>]*? (?:src|href)="([^"]+)"/g)].map(([, url]) =>
    String(url),
  );
  expect(named.length).toBe(7);
  for (const url of named) {
    const asset = await get(url);
    expect(asset.status, url).toBe(200);
    expect(asset.text.length, url).toBeGreaterThan(0);
    expect(asset.headers.get('cache-control'), url).toContain('immutable');
    expect(asset.headers.get('content-type'), url).toMatch(/^(text\/css|text\/javascript|image\/png)/);
  }
  const start = named.find((url) => url.endsWith('/start.js')) ?? '';
  expect((await get(start)).text.match(foreign)).toBeNull();
  const documents = /data-documents="([^"]+)"/.exec(text)?.[1]?.replaceAll('&quot;', '"') ?? '[]';
  const listed = JSON.parse(documents) as { name: string; url: string }[];
  expect(listed[0]?.name).toBe('root');
  expect(listed.map(({ name }) => name).sort()).toEqual(names);
  for (const { url } of listed) expect((await get(url)).status, url).toBe(200);
});

test('the page of errors refers to an icon of this server only, and has an anchor for every code', async () => {
  const { status, headers, text } = await get('/docs/errors');
  expect([status, headers.get('content-security-policy')]).toEqual([200, CONTENT_SECURITY_POLICY]);
  const [icon, ...others] = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => String(url));
  for (const link of others) expect(text, link).toContain(`id="${link.replace(/^#/, '')}"`);
  expect((await get(icon ?? '')).headers.get('content-type')).toBe('image/png');
  for (const { code } of wireErrors) expect(text).toContain(`<tr id="${code}">`);
});

test('the page has no inline script or handler, which its policy would block', async () => {
  for (const path of ['/', '/docs', '/docs/errors']) {
    const { text } = await get(path, BROWSER);
    expect(text, path).not.toMatch(/<script(?![^>]* src=)|\son\w+=|javascript:/i);
  }
});

test('a form of the reference starts without bounds of time', () => {
  const root = JSON.parse(readFileSync(join(DOCUMENTS, 'root.json'), 'utf8'));
  const parameters = Object.values<Record<string, { parameters?: { style?: string; example?: unknown }[] }>>(
    root.paths,
  )
    .flatMap((item) => Object.values(item))
    .flatMap((operation) => operation.parameters ?? []);
  const windows = parameters.filter(({ style }) => style === 'deepObject');
  expect(windows.length).toBeGreaterThan(20);
  for (const { example } of windows) expect(example).toEqual({});
});

test('the policy lets the browser load from and send to this server only', async () => {
  const policy = (await get('/docs')).headers.get('content-security-policy') ?? '';
  const directives = new Map(
    policy.split('; ').map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1)]),
  );
  expect(directives.get('default-src')).toEqual(["'none'"]);
  expect(directives.get('script-src')).toEqual(["'self'"]);
  expect(directives.get('connect-src')).toEqual(["'self'"]);
  const sources = new Set([...directives.values()].flat());
  expect([...sources].sort()).toEqual(["'none'", "'self'", "'unsafe-inline'", 'data:']);
});

describe('the first page', () => {
  test('links a browser to pages of this server that exist, the guide first', async () => {
    const { status, headers, text } = await get('/', BROWSER);
    expect([status, headers.get('content-type'), headers.get('content-security-policy')]).toEqual([
      200,
      'text/html; charset=utf-8',
      CONTENT_SECURITY_POLICY,
    ]);
    const links = linksIn(text);
    expect(links[0]).toBe('/docs');
    expect(links).toContain('/docs/readme');
    for (const url of links) expect((await get(url)).status, url).toBe(200);
  });

  test('tells the same paths to other programs as JSON, without a key', async () => {
    const { text: page } = await get('/', BROWSER);
    for (const headers of [{}, { accept: '*/*' }, { accept: 'application/json' }]) {
      const { status, headers: answered, text } = await get('/', headers);
      expect([status, answered.get('content-type'), answered.get('vary')]).toEqual([
        200,
        'application/json',
        'Accept',
      ]);
      const { name, links } = JSON.parse(text);
      expect([name, Object.values(links)]).toEqual(['berth', linksIn(page)]);
    }
  });

  test('links to the dashboard where the server has one, and only there', async () => {
    for (const isBuilt of [true, false]) {
      const other = new Hono<Env>();
      other.use(async (c, next) => {
        c.set('request', { server: { version: '1.0.0' } } as Request);
        await next();
      });
      mountReference(other, errorSections, () => isBuilt);
      const page = await (await other.request('/', { headers: BROWSER })).text();
      expect(linksIn(page).includes('/dashboard')).toBe(isBuilt);
    }
  });
});

test('a page is the same below a slash at its end', async () => {
  for (const path of ['/docs', '/docs/errors', '/docs/readme']) {
    const [plain, slashed] = [await get(path), await get(`${path}/`)];
    expect([slashed.status, slashed.headers.get('content-type'), slashed.text], path).toEqual([
      200,
      plain.headers.get('content-type'),
      plain.text,
    ]);
  }
});

test('the guide stands before the reference', async () => {
  const { text } = await get('/docs');
  const place = text.indexOf('<h2>Your first config</h2>');
  expect(place).toBeGreaterThan(0);
  expect(text.indexOf('id="reference"')).toBeGreaterThan(place);
});

const parameterOf = ({ components }: Document, parameter: Parameter | Reference): Parameter =>
  '$ref' in parameter
    ? (components.parameters[parameter.$ref.split('/').at(-1) ?? ''] as Parameter)
    : parameter;

test.each(names)('the form of a list of the %s face begins with filters and ends with its page', (name) => {
  const ofPages = new Set([
    'limit',
    'order',
    'after',
    'before',
    'cursor',
    'start',
    'sort',
    'sortBy',
    'sortOrder',
  ]);
  const document = JSON.parse(readFileSync(join(DOCUMENTS, `${name}.json`), 'utf8')) as Document;
  const lists = Object.values(document.paths)
    .map(({ get: operation }) => (operation?.parameters ?? []).map((each) => parameterOf(document, each)))
    .filter((parameters) => parameters.some(({ name }) => name === 'limit'));
  expect(lists.length).toBeGreaterThan(1);
  for (const parameters of lists) {
    const asked = parameters.filter((parameter) => parameter.in === 'query');
    const place = asked.findIndex((parameter) => ofPages.has(parameter.name));
    expect(asked.slice(place).filter((parameter) => !ofPages.has(parameter.name))).toEqual([]);
    const ranks = asked
      .slice(0, place)
      .filter(({ name }) => !['expand', 'fields'].includes(name))
      .map((parameter) => -Number(parameter.required === true));
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
  }
});
