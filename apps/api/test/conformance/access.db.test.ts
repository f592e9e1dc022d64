import { registry } from '@berth/domain';
import { describe, expect, test } from 'vitest';
import {
  addRow,
  eachResource,
  idOfRow,
  idsOf,
  isGlobal,
  keyWithout,
  listAll,
  listPath,
  makeScene,
  routesOf,
  sendRaw,
  sharedScene,
  testIf,
} from '../support/conformance-kit.ts';
import { checkError } from '../support/errors.ts';
import { type Client, startHarness } from '../support/harness.ts';
import { collectionVerbs } from '../support/verbs.ts';

const harness = await startHarness();

const refused = {
  'no Authorization header': undefined,
  'an empty header': '',
  'another scheme': 'Basic dXNlcjpwYXNz',
  'no token behind the scheme': 'Bearer',
  'two tokens': 'Bearer one two',
  'an unknown key': `Bearer berth_sk_${'x'.repeat(43)}`,
  'a very long key': `Bearer ${'x'.repeat(20_000)}`,
};

describe.each(eachResource)('%s', { timeout: 60_000 }, (_path, resource) => {
  const shared = sharedScene(harness, resource, 2);

  test('every route refuses a request without a known key', async () => {
    const scene = await shared();
    for (const { method, path } of routesOf(scene)) {
      for (const [what, authorization] of Object.entries(refused)) {
        const headers = authorization === undefined ? undefined : { authorization };
        const answer = await sendRaw(harness, method, path, headers ?? {});
        expect(answer.status, `${method} ${path} with ${what}`).toBe(401);
        const body = JSON.parse(answer.text);
        checkError(path, 401, body);
        expect(body.code).toBe('unauthorized');
        expect(answer.headers.get('www-authenticate')).toBe('Bearer');
        expect(answer.headers.get('x-request-id')).toMatch(/^req_/);
      }
    }
  });

  test('every route refuses a key that lacks its scope, and accepts a key with it', async () => {
    const scene = await shared();
    const other = await keyWithout(harness, scene, resource.wire.path);
    for (const { method, path, body } of routesOf(scene)) {
      const answer = await other.request(method, path, body);
      expect([answer.status, answer.body.code], `${method} ${path}`).toEqual([403, 'forbidden']);
    }
    // The example's row may have no item number 1, and no row has the texts that stand for an input.
    for (const { method, path } of routesOf(scene).filter(
      (route) => route.method === 'GET' && !/\/1$|=some$/.test(route.path),
    )) {
      expect((await scene.client.request(method, path)).status, path).toBe(200);
    }
  });

  test('a publishable key reads the resource when it belongs to the catalogue, and never writes', async () => {
    const scene = await shared();
    const key = await scene.client.create('api-keys', { name: 'Page', type: 'publishable' });
    const page = harness.as(String(key.secret));
    const { entity, wire } = resource;
    const readable = entity.tenancy.of === 'catalog' && !wire.secretKeysOnly ? 200 : 403;
    for (const { method, path, body } of routesOf(scene)) {
      const answer = await page.request(method, path, body);
      expect(answer.status, `${method} ${path}`).toBe(method === 'GET' ? readable : 403);
    }
  });

  testIf(!isGlobal(resource))('another instance does not see its rows in lists', async () => {
    const scene = await shared();
    const other = { ...scene, client: await harness.newInstance() };
    const mine = await listAll(scene);
    expect(mine.map(idOfRow)).toEqual(expect.arrayContaining(scene.ids));
    const theirs = (await listAll(other)).map(idOfRow);
    expect(theirs.filter((id) => scene.ids.includes(id))).toEqual([]);
    const named = new Set(mine.filter((row) => scene.ids.includes(row.id)).flatMap(idsWithin));
    for (const [name, filter] of Object.entries(resource.read.filters)) {
      if (filter.input.kind !== 'text' || filter.required || name === 'search') continue;
      for (const id of named) {
        expect(await listAll(other, `${name}=${id}`), `${name}=${id}`).toEqual([]);
      }
    }
  });

  testIf(!isGlobal(resource))('another instance gets the 404 of a missing id', async () => {
    const scene = await shared();
    const id = scene.ids[0] ?? '';
    const before = (await scene.client.get(`${resource.wire.path}/${id}`)).body;
    const other = await harness.newInstance();
    const absent = idsOf(resource).absent();
    const foreign = routesOf(scene, id).filter((route) => route.path.includes(id));
    const missing = routesOf(scene, absent).filter((route) => route.path.includes(absent));
    for (const [index, { method, path, body }] of foreign.entries()) {
      const answer = await other.request(method, path, body);
      const twin = await other.request(method, missing[index]?.path ?? '', body);
      expect([answer.status, answer.body.entity], `${method} ${path}`).toEqual([404, resource.entity.name]);
      const asTwin = JSON.parse(JSON.stringify(answer.body).replaceAll(id, absent));
      expect(asTwin).toEqual(twin.body);
      expect(answer.body.id).toBe(id);
    }
    expect((await scene.client.get(`${resource.wire.path}/${id}`)).body).toEqual(before);
  });

  test('an instance without rows reads an empty or public list', async () => {
    const scene = await makeScene(harness, resource, 1);
    const empty = { ...scene, client: isGlobal(resource) ? harness.bootstrap : await harness.newInstance() };
    const seen = await empty.client.get(listPath(empty, 'limit=100'));
    expect(seen.status).toBe(200);
    await addRow(scene);
    const after = await empty.client.get(listPath(empty, 'limit=100'));
    if (!isGlobal(resource)) expect(after.body).toEqual(seen.body);
  });
});

describe.each(collectionVerbs.map(({ path, verb }) => [path, verb] as const))('%s', (path, verb) => {
  const scopes = verb.scopes ?? [`${path.split('/')[0]}:read`];

  const ask = (client: Client) => (verb.method === 'POST' ? client.post(path, {}) : client.get(path));

  test('refuses a request without a known key', async () => {
    for (const [what, authorization] of Object.entries(refused)) {
      const answer = await sendRaw(
        harness,
        verb.method,
        path,
        authorization === undefined ? {} : { authorization },
      );
      expect(answer.status, what).toBe(401);
    }
  });

  test('refuses a key that lacks its scope', async () => {
    const client = await harness.newInstance();
    const others = [...registry.scopes.all].filter(
      (scope) => !scopes.includes(scope) && !scope.startsWith('instances'),
    );
    const key = await client.create('api-keys', { name: 'Without', scopes: others });
    expect((await ask(harness.as(String(key.secret)))).status).toBe(403);
  });

  test('a publishable key may use it when it is open to such keys', async () => {
    const client = await harness.newInstance();
    const key = await client.create('api-keys', { name: 'Page', type: 'publishable' });
    const { status } = await ask(harness.as(String(key.secret)));
    const open = verb.open === true;
    expect(status === 403).toBe(!open);
  });
});

/** Collects every id of our rows that stands anywhere in a row. */
function idsWithin(value: unknown): string[] {
  if (typeof value === 'string') return /^[a-z]{3,6}_[0-9a-z]{26}$/.test(value) ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(idsWithin) : [];
}
