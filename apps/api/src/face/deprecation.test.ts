import { action, operation, type Resource } from '@berth/resource';
import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { rootFace } from '../dialects/metorial/index.ts';
import type { Env, Request } from '../http/request.ts';
import { deprecationHeaders } from './deprecation.ts';
import type { Face } from './face.ts';
import { serveFaces } from './serve.ts';

test('deprecation headers give dates as seconds and as HTTP dates, and a link with the parameters of the path', () => {
  const deprecated = { since: '2026-11-21', sunset: '2027-06-01', instead: '/new/:id/parts/:n' };
  expect(deprecationHeaders(deprecated, { id: 'a/b>', n: '1' }, '/below')).toEqual({
    Deprecation: '@1795219200',
    Sunset: 'Tue, 01 Jun 2027 00:00:00 GMT',
    Link: '</below/new/a%2Fb%3E/parts/1>; rel="successor-version"',
  });
  expect(deprecationHeaders({ since: '2026-11-21' }, {}, '')).toEqual({ Deprecation: '@1795219200' });
  expect(deprecationHeaders(deprecated, { id: 'x'.repeat(2_000), n: '1' }, '')).not.toHaveProperty('Link');
});

const deprecated = { since: '2026-11-21', sunset: '2027-06-01', instead: '/other/:id' };

test('actions, operations and filters carry deprecation headers too, also without a key', async () => {
  const ask = async (path: string, method = 'GET') => {
    const { status, headers } = await app.request(path, { method });
    return [status, headers.get('deprecation'), headers.get('sunset'), headers.get('link')];
  };
  const successor = (id: string) => `</below/other/${id}>; rel="successor-version"`;
  const said = (id = '') => [401, '@1795219200', 'Tue, 01 Jun 2027 00:00:00 GMT', successor(id)];
  expect(await ask('/parts/p1/spin', 'POST')).toEqual(said('p1'));
  expect(await ask('/parts-count')).toEqual(said());
  expect(await ask('/parts?colour=red&size=1')).toEqual(said());
  expect(await ask('/wholes/w1/parts?colour[0]=red')).toEqual(said('w1'));
  const silent = [401, null, null, null];
  for (const path of ['/parts', '/parts?size=1', '/parts?a=colour', '/parts/p1', '/wholes/w1/parts']) {
    expect(await ask(path), path).toEqual(silent);
  }
});

const filter = { input: { kind: 'text', many: true }, about: 'A filter.', required: false };
const spin = action({ path: 'spin', summary: 'Spin', audit: null, deprecated, run: async () => ({}) });
const count = operation({
  path: '/parts-count',
  summary: 'Count',
  audit: null,
  deprecated,
  run: async () => ({}),
});
const part = {
  entity: { name: 'part' },
  wire: { path: 'parts', aliases: {}, about: 'A part.' },
  read: { filters: { colour: { ...filter, deprecated }, size: filter } },
  links: { references: {}, within: { paths: ['wholes'], as: 'parts' } },
  verbs: [spin, count],
};
const whole = {
  entity: { name: 'whole' },
  wire: { path: 'wholes', aliases: {}, about: 'A whole.' },
  read: { filters: {} },
  links: { references: {} },
  verbs: [],
};

/**
 * Serves the root face over two resources that have routes only: a request without a key reaches nothing behind them.
 */
const app = new Hono<Env>();
app.use(async (c, next) => {
  c.set('request', { requestId: 'req_1', shownId: 'req_1', server: { basePath: '/below' } } as Request);
  await next();
});
serveFaces(app, [rootFace([], [part, whole] as unknown as Resource[]) as Face]); // routes need no table
