import { describe, expect, test } from 'vitest';
import { eachResource, type Scene, sendRaw, sharedScene, testIf } from '../support/conformance-kit.ts';
import { checkError } from '../support/errors.ts';
import { startHarness } from '../support/harness.ts';
import { verbOf } from '../support/verbs.ts';

const harness = await startHarness();
const bytes = (text: string) => new Uint8Array(Buffer.from(text));
const nested = (depth: number) => `{"metadata":${'{"a":'.repeat(depth)}1${'}'.repeat(depth + 1)}`;

/** Bodies that every write of any resource refuses. The first member is the content type. */
const refused: Record<string, [type: string | null, body: Uint8Array<ArrayBuffer>, status?: number]> = {
  'no content type': [null, bytes('{"name":"x"}')],
  'a form': ['application/x-www-form-urlencoded', bytes('name=x&description=y')],
  'a form with parts': ['multipart/form-data; boundary=x', bytes('--x\r\n\r\n--x--')],
  'plain text': ['text/plain', bytes('{"name":"x"}')],
  'a type that only begins as JSON does': ['application/jsonp', bytes('{"name":"x"}')],
  'no body where one is announced': ['application/json', bytes('')],
  'half an object': ['application/json', bytes('{"name":')],
  'a comma too many': ['application/json', bytes('{"name":"x",}')],
  'single quotes': ['application/json', bytes("{'name':'x'}")],
  NaN: ['application/json', bytes('{"name":NaN}')],
  'two documents': ['application/json', bytes('{}{}')],
  'bytes that are not UTF-8': [
    'application/json',
    new Uint8Array([...bytes('{"name":"'), 0xff, 0xfe, ...bytes('"}')]),
  ],
  'UTF-16': ['application/json', new Uint8Array(Buffer.from('{"name":"x"}', 'utf16le'))],
  'NUL in a text': ['application/json', bytes('{"name":"a\\u0000b"}')],
  'NUL in a name': ['application/json', bytes('{"a\\u0000b":1}')],
  'a lone surrogate in a text': ['application/json', bytes('{"name":"\\ud800"}')],
  'a lone surrogate in a name': ['application/json', bytes('{"metadata":{"\\udc00x":1}}')],
  'a number beyond all numbers': ['application/json', bytes('{"metadata":{"n":1e400}}')],
  'a number that a double would change': [
    'application/json',
    bytes('{"metadata":{"n":1161888007138312192}}'),
  ],
  'nesting 200 deep': ['application/json', bytes(nested(200))],
  'nesting 100,000 deep': ['application/json', bytes(nested(100_000))],
  'arrays 100,000 deep': ['application/json', bytes(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)],
  '60,000 members': [
    'application/json',
    bytes(`{"metadata":{${Array.from({ length: 60_000 }, (_, n) => `"${n}":1`).join()}}}`),
  ],
  'items without number': ['application/json', bytes(`{"metadata":{"a":[${'0,'.repeat(300_000)}0]}}`)],
  '1 MiB and one byte': ['application/json', bytes(`{"name":"${'x'.repeat(1024 * 1024 - 10)}"}`), 413],
  '3 MB': ['application/json', bytes(`{"description":"${'x'.repeat(3_000_000)}"}`), 413],
  'an array': ['application/json', bytes('[]')],
  'an array of one object': ['application/json', bytes('[{"name":"x"}]')],
  'a number': ['application/json', bytes('1')],
  null: ['application/json', bytes('null')],
  'a text': ['application/json', bytes('"x"')],
  true: ['application/json', bytes('true')],
};

const writable = eachResource.filter(
  ([, resource]) => verbOf(resource, 'create') || verbOf(resource, 'update'),
);

describe.each(writable)('%s', (_path, resource) => {
  const shared = sharedScene(harness, resource, 1);

  test.each(Object.entries(refused))(
    'refuses %s and changes nothing',
    async (what, [type, body, status = 400]) => {
      const scene = await shared();
      const before = await state(scene);
      for (const { method, path } of writes(scene)) {
        const headers = {
          authorization: `Bearer ${scene.client.key}`,
          ...(type ? { 'content-type': type } : {}),
        };
        const answer = await sendRaw(harness, method, path, headers, body);
        expect(answer.status, `${method} ${path} with ${what}: ${answer.text.slice(0, 300)}`).toBe(status);
        checkError(path, status, JSON.parse(answer.text));
        expect(answer.text.length, 'the answer does not repeat the body').toBeLessThan(2_000);
      }
      expect(await state(scene)).toEqual(before);
    },
  );

  test('takes JSON, whatever else its content type says', async () => {
    const scene = await shared();
    if (!verbOf(resource, 'update')) return;
    for (const type of [
      'application/json',
      'application/json; charset=utf-8',
      'Application/JSON;charset=UTF-8',
    ]) {
      const { status } = await scene.client.request(
        'PATCH',
        `${resource.wire.path}/${scene.ids[0]}`,
        {},
        { 'content-type': type },
      );
      expect(status, type).toBe(200);
    }
    const { status } = await scene.client.request('PATCH', `${resource.wire.path}/${scene.ids[0]}`);
    expect(status, 'nothing at all is an empty object').toBe(200);
  });

  test('odd and repeated member names never cause a 500, and reach no prototype', async () => {
    const scene = await shared();
    const bodies = [
      '{"__proto__":{"polluted":true}}',
      '{"constructor":{"prototype":{"polluted":true}}}',
      '{"metadata":{"__proto__":{"polluted":true},"constructor":1,"toString":2}}',
      '{"value":{"__proto__":{"polluted":true}},"tool_filters":{"__proto__":{"type":"tool_keys"}}}',
      '{"name":1,"name":2}',
      '{"name":"a","name":"b","":""}',
      `{${Array.from({ length: 5_000 }, (_, n) => `"k${n}":${n}`).join()}}`,
    ];
    for (const { method, path } of writes(scene)) {
      for (const body of bodies) {
        const answer = await scene.client.request(method, path, body);
        expect(answer.status, `${method} ${path} ${body.slice(0, 80)}`).toBeLessThan(500);
      }
    }
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  const required = (verbOf(resource, 'create')?.input as { required?: string[] } | undefined)?.required ?? [];

  testIf(required.length > 0)('every missing required member of a create is named at once', async () => {
    const { client } = await shared();
    const { status, body } = await client.post(resource.wire.path, {});
    expect([status, body.code, body.entity]).toEqual([400, 'invalid_data', 'body']);
    expect(body.errors.map((problem: { path: string[] }) => problem.path)).toEqual(
      required.map((name) => [name]),
    );
  });

  test('a member of the wrong type is refused at its place, without the text that was sent', async () => {
    const scene = await shared();
    for (const [schema, { method, path }] of [
      verbOf(resource, 'create')?.input,
      verbOf(resource, 'update')?.input,
    ]
      .filter((input) => input !== undefined)
      .map((input, index) => [input, writes(scene)[index]] as const)
      .filter((pair): pair is [(typeof pair)[0], Write] => pair[1] !== undefined)) {
      const members = Object.keys((schema as { properties?: object }).properties ?? {});
      const wrong = Object.fromEntries(members.map((name) => [name, [{ 'REPEATED-KEY': 'REPEATED-TEXT' }]]));
      const { status, body } = await scene.client.request(method, path, wrong);
      expect([status, body.code], `${method} ${path}`).toEqual([400, 'invalid_data']);
      const places = body.errors.map((problem: { path: string[] }) => problem.path[0]);
      for (const name of members)
        if (name !== 'tool_filters' && name !== 'scopes') expect(places).toContain(name);
      expect(JSON.stringify(body)).not.toContain('REPEATED-TEXT');
    }
  });
});

test('a body that is too deep or too large is refused with the place', async () => {
  const client = await harness.newInstance();
  const post = (body: string) => client.request('POST', 'provider-configs', body);
  const deep = await post(nested(200));
  expect(deep.body.errors).toEqual([
    { code: 'too_deep', message: expect.any(String), path: ['metadata', ...Array(63).fill('a')] },
  ]);
  const much = await post(`{"name":"x","metadata":{"a":[${'0,'.repeat(50_000)}0]}}`);
  expect(much.body.errors).toEqual([
    { code: 'too_many_members', message: expect.any(String), path: ['metadata', 'a'] },
  ]);
});

interface Write {
  method: string;
  path: string;
}

const writes = ({ resource, ids }: Scene): Write[] => [
  ...(verbOf(resource, 'create') ? [{ method: 'POST', path: resource.wire.path }] : []),
  ...(verbOf(resource, 'update') ? [{ method: 'PATCH', path: `${resource.wire.path}/${ids[0]}` }] : []),
];

async function state({ resource, client, ids, base }: Scene): Promise<unknown[]> {
  const row = await client.get(`${resource.wire.path}/${ids[0]}`);
  const latest = await client.get(`${resource.wire.path}?${base}&order=desc&limit=1`);
  return [row.body, latest.body.items[0].id];
}
