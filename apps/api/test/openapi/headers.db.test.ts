import { expect, test } from 'vitest';
import { describeFace } from '../../src/face/describe.ts';
import { faces } from '../../src/faces.ts';
import type { Answer, Method, Parameter, Reference } from '../../src/openapi/types.ts';
import { startHarness } from '../support/harness.ts';

const harness = await startHarness({ directly: true });
const documents = new Map(faces.map((face) => [face.name, describeFace(face, '0.0.0-test', {})]));

/** A request: its face, its operation as the document writes it, the row in its path, its headers and body. */
interface Asked {
  face: string;
  method: Method;
  path: string;
  id?: string;
  query?: string;
  headers?: Record<string, string>;
  body?: object;
}

const COMMON = ['content-type', 'content-length', 'cache-control'];
/** Headers that a document describes as its scheme of keys, or as the type of the body. */
const UNNAMED = ['authorization', 'x-api-key', 'content-type', 'accept'];

/** Lists the headers of a request and of its answer that the operation of the document does not name. */
async function unnamedHeaders(key: string, { face, method, path, id = '', query = '', ...asked }: Asked) {
  const document = documents.get(face);
  const operation = document?.paths[path]?.[method];
  if (!document || !operation) throw new Error(`${face} has no ${method} ${path}`);
  const headers = {
    ...(face === 'flowker' ? { 'x-api-key': key } : { authorization: `Bearer ${key}` }),
    ...(asked.body ? { 'content-type': 'application/json' } : {}),
    ...asked.headers,
  };
  const url = path.replace(/\{\w+\}/, id) + query;
  const body = asked.body ? { body: JSON.stringify(asked.body) } : {};
  const response = await harness.app.request(url, { method: method.toUpperCase(), headers, ...body });
  const resolved = <T>(group: 'parameters' | 'responses', entry: T | Reference): T => {
    if (!('$ref' in (entry as object))) return entry as T;
    // The group of a reference decides its type
    return document.components[group]?.[
      String((entry as Reference).$ref)
        .split('/')
        .at(-1) ?? ''
    ] as T;
  };
  const parameters = (operation.parameters ?? []).map((one) => resolved<Parameter>('parameters', one));
  const taken = parameters.flatMap((one) => (one.in === 'header' ? [one.name.toLowerCase()] : []));
  const entry = operation.responses[response.status];
  const named = Object.keys((entry && resolved<Answer>('responses', entry).headers) ?? {});
  const known = [...COMMON, ...named.map((name) => name.toLowerCase())];
  return {
    status: response.status,
    request: Object.keys(headers).filter((name) => ![...UNNAMED, ...taken].includes(name)),
    answer: [...response.headers.keys()].filter((name) => !known.includes(name)),
    tag: response.headers.get('etag') ?? '',
    // Every answer of these operations with a content is an object, or null for one without any
    body: (await response.json().catch(() => null)) as Record<string, unknown> | null,
  };
}

test('each header of a request and of its answer is in the document of the face', async () => {
  const client = await harness.newInstance();
  const lenient = { prefer: 'handling=lenient' };
  const ask = async (status: number, asked: Asked) => {
    const found = await unnamedHeaders(client.key, asked);
    const what = `${asked.face} ${asked.method} ${asked.path}`;
    expect([found.status, found.request, found.answer], what).toEqual([status, [], []]);
    return found;
  };
  const crud = async (of: { face: string; list: string; row: string; change: Method; body: object }) => {
    const { face, list, row: path, change, body } = of;
    const made = await ask(face === 'root' ? 200 : 201, {
      face,
      method: 'post',
      path: list,
      body,
      headers: lenient,
    });
    const row = { face, path, id: String(made.body?.id) };
    await ask(200, { face, method: 'get', path: list, headers: lenient, query: '?unknown=1' });
    await ask(400, { face, method: 'get', path: list, query: '?unknown=1' });
    const { tag } = await ask(200, { ...row, method: 'get', headers: lenient });
    await ask(304, { ...row, method: 'get', headers: { 'if-none-match': tag } });
    await ask(404, { ...row, method: 'get', id: '019aa000-0000-7000-8000-000000000000' });
    const put = { ...row, method: change, body: { name: 'Another' } };
    await ask(412, { ...put, headers: { 'if-none-match': tag } });
    await ask(412, { ...put, headers: { 'if-match': '"0-00000000"' } });
    await ask(200, { ...put, headers: { 'if-match': tag, ...lenient } });
    await ask(face === 'root' ? 200 : 204, { ...row, method: 'delete', headers: { 'if-none-match': '"x"' } });
  };
  const openai = { provider_id: 'openai', value: { api_key: 'example-key' } };
  const paths = { list: '/provider-configs', row: '/provider-configs/{id}' };
  await crud({ face: 'root', ...paths, change: 'patch', body: { ...openai, handle: 'one' } });
  const tracer = { base_url: 'https://tracer.example.com', api_key: 'tracer-key-000000000001' };
  await crud({
    face: 'flowker',
    list: '/v1/provider-configurations',
    row: '/v1/provider-configurations/{id}',
    change: 'patch',
    body: { name: 'two', providerId: 'tracer', config: tracer },
  });
  await crud({
    face: 'informer',
    list: '/api/providers',
    row: '/api/providers/{id}',
    change: 'put',
    body: { name: 'three', type: 'openai', credential: { type: 'api_key', apiKey: 'example-key' } },
  });
  const deprecated = Object.entries(documents.get('root')?.paths ?? {}).find(
    ([path, { get }]) => get?.deprecated && path.endsWith('{id}'),
  );
  await ask(404, { face: 'root', method: 'get', path: deprecated?.[0] ?? '', id: 'nothing' });
});

test('the provider of a Flowker configuration may be named by its id on the root face', async () => {
  const client = await harness.newInstance();
  const { id } = (await client.get('providers/tracer')).body;
  const { body } = await unnamedHeaders(client.key, {
    face: 'flowker',
    method: 'post',
    path: '/v1/provider-configurations',
    body: {
      name: 'by id',
      providerId: id,
      config: { base_url: 'https://tracer.example.com', api_key: 'tracer-key-000000000001' },
    },
  });
  expect(body?.status).toBe('active');
  const filtered = await unnamedHeaders(client.key, {
    face: 'flowker',
    method: 'get',
    path: '/v1/provider-configurations',
    query: `?providerId=${id}`,
  });
  expect(filtered.body?.items).toHaveLength(1);
});
