import { registry } from '@berth/domain';
import { nounOf, type Problem } from '@berth/kernel';
import { describe, expect, test } from 'vitest';
import { eachResource, idsOf, listPath, routesOf, sendRaw, sharedScene } from '../support/conformance-kit.ts';
import { checkError } from '../support/errors.ts';
import { startHarness } from '../support/harness.ts';
import { collectionVerbs, verbOf } from '../support/verbs.ts';

const harness = await startHarness();

/** Malformed ids, as they stand in the URL. */
const odd = {
  NUL: '%00',
  'NUL inside an id': 'pro_%000000000000000000000000',
  'a very long text': 'x'.repeat(10_000),
  'an emoji': '%F0%9F%92%A9',
  'an id of another kind': 'req_01jzzzzzzzzzzzzzzzzzzzzzzz',
  'upper case': 'PRO_01JZZZZZZZZZZZZZZZZZZZZZZZ',
  'a member of every object': '__proto__',
  'another one': 'constructor',
  'a slash': 'a%2Fb',
  'the folder above': '..%2F..%2Fetc%2Fpasswd',
  'a broken escape': '%E0%A4%A',
  'bytes that are not UTF-8': '%ff%fe',
  'a lone surrogate': '%ED%A0%80',
  'white space': '%20',
  'a line break': 'a%0D%0Ab',
  'a quote': "'%20or%201=1%20--",
  'a wildcard': '%25',
  'a number': '1',
  'an array': '{a,b}',
};

/** The methods of `Allow`: HEAD goes wherever GET does. */
const withHead = (methods: string[]): string[] =>
  methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));

describe.each(eachResource)('%s', { timeout: 60_000 }, (_path, resource) => {
  const shared = sharedScene(harness, resource, 1);
  const verbs = [
    verbOf(resource, 'update') ? 'PATCH' : '',
    verbOf(resource, 'archive') ? 'DELETE' : '',
  ].filter((verb) => verb !== '');
  const paths = [resource.wire.path, ...Object.keys(resource.wire.aliases)];

  test('a missing id is 404 that names the row and the instance, with the entity and the id', async () => {
    const scene = await shared();
    const absent = idsOf(resource).absent();
    for (const { method, path, body } of routesOf(scene, absent).filter((route) =>
      route.path.includes(absent),
    )) {
      const answer = await scene.client.request(method, path, body);
      expect([answer.status, answer.body.code], `${method} ${path}`).toEqual([404, 'not_found']);
      expect([answer.body.entity, answer.body.id]).toEqual([resource.entity.name, absent]);
      const where = resource.entity.tenancy.of === 'global' ? '' : ' in instance "Test [0-9a-f]{8}"';
      expect(answer.body.message).toMatch(
        new RegExp(`^No ${nounOf(resource.entity.name)} "${absent}"${where}\\.$`),
      );
    }
  });

  test('a malformed id is answered with 404', async () => {
    const { client } = await shared();
    for (const method of ['GET', ...verbs]) {
      for (const [what, id] of Object.entries(odd)) {
        const answer = await client.request(
          method,
          `${resource.wire.path}/${id}`,
          method === 'PATCH' ? {} : undefined,
        );
        expect([answer.status, answer.body.code], `${method} with ${what}`).toEqual([404, 'not_found']);
      }
    }
  });

  test('an unsupported method is 405, with the supported ones', async () => {
    const { client, ids } = await shared();
    const onList = ['GET', ...(verbOf(resource, 'create') ? ['POST'] : [])];
    const onRow = ['GET', ...verbs];
    for (const path of paths) {
      for (const [target, allowed] of [
        [path, onList],
        [`${path}/${ids[0]}`, onRow],
      ] as const) {
        for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND']) {
          if (allowed.includes(method)) continue;
          const answer = await client.request(method, target);
          expect([answer.status, answer.body.code], `${method} ${target}`).toEqual([
            405,
            'method_not_allowed',
          ]);
          expect(answer.headers.get('allow'), `${method} ${target}`).toBe(withHead(allowed).join(', '));
        }
      }
    }
  });

  test('a path below an id, and one with a slash at the end, are no endpoints', async () => {
    const { client, ids } = await shared();
    for (const path of paths) {
      for (const tail of [
        '/',
        `/${ids[0]}/`,
        `/${ids[0]}/more`,
        `/${ids[0]}/%00`,
        `/${ids[0]}/a/b/c`,
        '//x',
      ]) {
        const { status, body } = await client.get(`${path}${tail}`);
        expect([status, body.entity], path + tail).toEqual([404, 'endpoint']);
      }
    }
  });

  test('HEAD answers as GET does, without the body', async () => {
    const scene = await shared();
    const absent = idsOf(resource).absent();
    for (const path of [
      listPath(scene),
      `${resource.wire.path}/${scene.ids[0]}`,
      `${resource.wire.path}/${absent}`,
    ]) {
      const get = await scene.client.get(path);
      const head = await scene.client.request('HEAD', path);
      expect([head.status, head.body], path).toEqual([get.status, '']);
      expect(head.headers.get('content-type')).toBe(get.headers.get('content-type'));
    }
    const { status, text } = await sendRaw(harness, 'HEAD', resource.wire.path, {});
    expect([status, text]).toEqual([401, '']);
  });

  test('every answer carries its own request id', async () => {
    const { client, ids, base } = await shared();
    const seen = new Set<string | null>();
    const answers = [
      await client.get(`${resource.wire.path}?${base}`),
      await client.get(`${resource.wire.path}/${ids[0]}`),
      await client.get(`${resource.wire.path}/nothing`),
      await client.get(`${resource.wire.path}?limit=0`),
    ];
    for (const { headers } of answers) seen.add(headers.get('x-request-id'));
    expect(seen.size).toBe(answers.length);
    for (const id of seen) expect(id).toMatch(/^req_[0-9a-z]{26}$/);
  });
});

const asked = collectionVerbs.filter(({ verb }) => verb.method === 'GET');

describe.each(asked.map(({ path }) => [path]))('%s', (path) => {
  test('answers GET, and HEAD as GET, and refuses other methods', async () => {
    const client = await harness.newInstance();
    // A path such as api-keys/roles may also be that of a row
    const [collection] = path.split('/');
    const resource = registry.resources.find(({ wire }) => path.includes('/') && wire.path === collection);
    const onRow = (resource?.verbs ?? []).filter((verb) => verb.on === 'row' && verb.path === '');
    const known = onRow.map(({ method }) => method as string);
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const { status, headers } = await client.request(method, path);
      if (known.includes(method)) expect(status, method).not.toBe(405);
      else
        expect([status, headers.get('allow')], method).toEqual([405, withHead(['GET', ...known]).join(', ')]);
    }
    const [get, head] = [await client.get(path), await client.request('HEAD', path)];
    expect([head.status, head.body]).toEqual([get.status, '']);
  });

  test('unknown parameters are refused by name, and ignored only for a lenient caller', async () => {
    const client = await harness.newInstance();
    harness.setClock(new Date());
    const plain = await client.get(path);
    const junk = `${path}?unknown=1&__proto__[x]=1&constructor=2`;
    const answer = await client.request('GET', junk, undefined, { prefer: 'handling=lenient' });
    harness.setClock(null);
    expect([answer.status, answer.body]).toEqual([plain.status, plain.body]);
    const refused = await client.get(junk);
    expect(refused.status).toBe(400);
    expect(refused.body.errors.map(({ code, path: [name] }: Problem) => [code, name])).toEqual(
      ['unknown', '__proto__', 'constructor'].map((name) => ['unknown_parameter', name]),
    );
    expect((await client.get(`${path}?%00=1`)).status).toBe(400);
    expect(plain.status).toBeLessThan(500);
    expect((await client.get(`${path}/more`)).status).toBe(404);
  });
});

test('a URL that is no endpoint is 404 with a key and 401 without', async () => {
  const client = await harness.newInstance();
  for (const path of [
    'nothing',
    'provider-config',
    'v1',
    'favicon.ico',
    '__proto__',
    '%00',
    'a'.repeat(9_000),
  ]) {
    const { status, body } = await client.get(path);
    expect([status, body.code, body.entity], path).toEqual([404, 'not_found', 'endpoint']);
    const without = await sendRaw(harness, 'GET', path, {});
    expect(without.status, path).toBe(401);
    checkError(path, 401, JSON.parse(without.text));
  }
});

test('a route without a key requirement answers without one', async () => {
  for (const path of ['ping', 'health', 'readyz', 'version']) {
    expect((await sendRaw(harness, 'GET', path, {})).status, path).toBe(200);
  }
});
