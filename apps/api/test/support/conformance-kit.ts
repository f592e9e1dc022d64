import { registry } from '@berth/domain';
import { newId } from '@berth/kernel';
import { type ExampleApi, isReferredTo, type Resource } from '@berth/resource';
import type { TSchema } from '@sinclair/typebox';
import { test } from 'vitest';
import type { Client, Harness } from './harness.ts';
import { verbOf } from './verbs.ts';

/** Every resource of the registry under its path, for `describe.each`. */
export const eachResource = registry.resources.map((resource) => [resource.wire.path, resource] as const);

/**
 * Declares a test only for the resources that it concerns. For the others the test does not exist: it is neither run
 * nor skipped.
 */
export function testIf(applies: unknown): (name: string, run: () => Promise<void>) => void {
  return (name, run) => {
    if (applies) test(name, run);
  };
}

/** Rows of one resource, made for one test by the resource's own example. */
export interface Scene {
  resource: Resource;
  client: Client & { instanceId?: string };
  /** In the order of creation. */
  ids: string[];
  /** The required filters of the resource's list as a query; empty when it has none. */
  base: string;
  /** The last body that the example posted to the resource's own path. */
  body: Record<string, unknown> | undefined;
}

/** Makes `count` rows, or as many as the resource allows of its kind, a second apart. */
export async function makeScene(harness: Harness, resource: Resource, count: number): Promise<Scene> {
  const client = isGlobal(resource) ? harness.bootstrap : await harness.newInstance();
  const scene: Scene = { resource, client, ids: [], base: '', body: undefined };
  if (Object.values(resource.read.filters).some((filter) => filter.required))
    return fillVersion(harness, scene, count);
  const start = Date.now();
  try {
    for (let index = 0; index < count; index++) {
      harness.setClock(new Date(start + index * 1000));
      await addRow(scene);
    }
  } finally {
    harness.setClock(null);
  }
  return scene;
}

/** A scene for tests that only read. The first test that asks makes it; all of them share it. */
export function sharedScene(harness: Harness, resource: Resource, count: number): () => Promise<Scene> {
  let made: Promise<Scene> | undefined;
  return async () => {
    made ??= makeScene(harness, resource, count);
    return { ...(await made) };
  };
}

export async function addRow(scene: Scene): Promise<string> {
  const id = await scene.resource.wire.example(exampleApi(scene));
  if (!scene.ids.includes(id)) scene.ids.push(id);
  return id;
}

/** The API for a resource's example. It keeps the body posted to the resource itself. */
function exampleApi(scene: Scene): ExampleApi {
  return {
    create: async (path, body) => {
      if (path === scene.resource.wire.path) scene.body = body as Record<string, unknown>;
      return scene.client.create(path, body);
    },
    update: async (path, body) => bodyOf(`PATCH ${path}`, await scene.client.patch(path, body)),
    get: async (path) => bodyOf(`GET ${path}`, await scene.client.get(path)),
    run: (verb) => scene.client.run(verb),
  };
}

function bodyOf<B>(request: string, { status, body }: { status: number; body: B }): B {
  if (status !== 200) throw new Error(`${request}: ${status}`);
  return body;
}

/** Fills a resource that is listed within one provider version only: makes one provider with `count` rows of it. */
async function fillVersion(harness: Harness, scene: Scene, count: number): Promise<Scene> {
  const { resource, client } = scene;
  const required = Object.keys(resource.read.filters).filter((name) => resource.read.filters[name]?.required);
  if (required.join() !== 'provider_version_id') {
    throw new Error(
      `The kit does not know how to fill the filters that ${resource.wire.path} requires: ${required}`,
    );
  }
  const numbered = <T>(make: (key: string) => T) =>
    Array.from({ length: count }, (_, n) => make(`part-${n}`));
  const provider = await client.create('providers', {
    slug: `parts-${newId('provider', new Date()).slice(-10)}`,
    name: 'Parts',
    version: {
      version: '1',
      config_schema: { type: 'object' },
      tools: numbered((key) => ({ key, name: `Tool ${key}`, input_schema: { type: 'object' } })),
      auth_methods: numbered((key) => ({
        key,
        type: 'oauth',
        name: `Method ${key}`,
        scopes: ['read', 'write'],
      })),
      triggers: numbered((key) => ({ key, name: `Trigger ${key}`, invocation: { type: 'webhook' } })),
    },
  });
  const version = provider.current_version as unknown as { id: string };
  const rows = await harness.database.query(
    `select id from ${tableName(resource)} where provider_id = '${provider.id}' order by id collate "C"`,
  );
  scene.ids = rows.map((row) => String(row.id));
  scene.base = `provider_version_id=${version.id}`;
  return scene;
}

/** Reads the ids of all live rows that the scene's client may see, in order, directly from the database. */
export async function visibleIds(harness: Harness, scene: Scene): Promise<string[]> {
  const { resource, client, ids } = scene;
  if (isGlobal(resource) || scene.base !== '') return [...ids];
  const owner =
    resource.entity.tenancy.of === 'tenant'
      ? `instance_id = '${client.instanceId}'`
      : `owner_id in ('public', '${client.instanceId}')`;
  const live = resource.read.filters.status?.byDefault ? "status = 'active'" : 'true';
  const column = resource.entity.table.id.name;
  const rows = await harness.database.query(
    `select ${column} as id from ${tableName(resource)} where ${owner} and ${live} order by ${column} collate "C"`,
  );
  return rows.map((row) => row.id as string);
}

/**
 * The name of the resource's table. Reads drizzle's own symbol, because the tests of the API do not depend on drizzle.
 */
export const tableName = ({ entity: { table } }: Resource): string =>
  (table as unknown as Record<symbol, string>)[Symbol.for('drizzle:Name')] ?? '';

/** The path of the resource's list with these parameters and the required filters. */
export function listPath({ resource, base }: Scene, ...queries: string[]): string {
  return `${resource.wire.path}?${[base, ...queries].filter((query) => query !== '').join('&')}`;
}

/** Reads all rows of a list, page by page. @throws Error when a page is refused. */
export async function listAll(scene: Scene, ...queries: string[]): Promise<Row[]> {
  const rows: Row[] = [];
  for (let more = true; more; ) {
    const after = rows.length > 0 ? [`after=${rows.at(-1)?.id}`] : [];
    const path = listPath(scene, 'limit=100', ...queries, ...after);
    const { status, body } = await scene.client.get(path);
    if (status !== 200) throw new Error(`GET ${path}: ${JSON.stringify(body)}`);
    rows.push(...body.items);
    more = body.pagination.has_more_after;
  }
  return rows;
}

export type Row = { id: string } & Record<string, unknown>;

export const idOfRow = (row: Row): string => row.id;

export const isGlobal = (resource: Resource): boolean => resource.entity.tenancy.of === 'global';

/** The filter by these ids, as the official client writes it. */
export const idQuery = (ids: readonly string[], name = 'id'): string =>
  ids.map((id, index) => `${name}%5B${index}%5D=${id}`).join('&');

export function idsOf({ entity }: Resource): { prefix: string; absent: () => string } {
  const absent = () => newId(entity.kind, new Date());
  return { prefix: absent().slice(0, -26), absent };
}

/** Makes a key of the client's instance with every scope but those of one path. */
export async function keyWithout(harness: Harness, scene: Scene, path: string): Promise<Client> {
  const scopes = [...registry.scopes.all].filter(
    (scope) => !scope.startsWith(`${path}:`) && !scope.startsWith('instances:'),
  );
  const key = await scene.client.create('api-keys', { name: 'Without', scopes });
  return harness.as(String(key.secret));
}

export interface Route {
  method: string;
  path: string;
  /** A body that the route accepts from a key that may write. */
  body?: unknown;
}

/** Every route of the resource, at a row of the scene. */
export function routesOf({ resource, ids, base, body }: Scene, id = ids[0] ?? ''): Route[] {
  return [resource.wire.path, ...Object.keys(resource.wire.aliases)].flatMap((path) => [
    { method: 'GET', path: `${path}?${base}` },
    { method: 'GET', path: `${path}/${id}` },
    ...(verbOf(resource, 'create') ? [{ method: 'POST', path, body: body ?? {} }] : []),
    ...(verbOf(resource, 'update')
      ? [
          {
            method: 'PATCH',
            path: `${path}/${id}`,
            body: textsFor(verbOf(resource, 'update')?.input ?? null),
          },
        ]
      : []),
    ...(verbOf(resource, 'archive') ? [{ method: 'DELETE', path: `${path}/${id}` }] : []),
    ...(path === resource.wire.path ? routesBehind(resource, id) : []),
  ]);
}

/** An input with a text for every required member. */
const textsFor = (input: TSchema | null) =>
  Object.fromEntries(((input?.required ?? []) as string[]).map((name) => [name, 'some']));

/** Every route behind a row: further verbs, dependents, lists of other resources. */
function routesBehind(resource: Resource, id: string): Route[] {
  const row = `${resource.wire.path}/${id}`;
  const within = registry.resources.flatMap((other) =>
    other.links.within?.paths.includes(resource.wire.path) ? [other.links.within.as] : [],
  );
  return [
    ...(isReferredTo(registry, resource) ? [{ method: 'GET', path: `${row}/dependents` }] : []),
    ...within.flatMap((as) => [
      { method: 'GET', path: `${row}/${as}` },
      { method: 'GET', path: `${row}/${as}/1` },
    ]),
    ...resource.verbs
      .filter(({ on, path }) => on === 'row' && path !== '')
      .map(({ method, path, input, example }) => {
        const below = `${row}/${path.replace(':n', '1')}`;
        const shown = Object.entries(example?.query ?? {});
        const query = Object.fromEntries(shown.map(([name, text]) => [name, text === ':id' ? id : text]));
        const texts = { ...textsFor(input), ...query };
        return method === 'GET'
          ? { method, path: `${below}?${new URLSearchParams(texts)}`.replace(/\?$/, '') }
          : { method, path: below, body: texts };
      }),
  ];
}

/** Sends the bytes unchanged, with no key and no content type unless given. */
export async function sendRaw(
  harness: Harness,
  method: string,
  path: string,
  headers: Record<string, string>,
  bytes?: Uint8Array<ArrayBuffer> | undefined,
): Promise<{ status: number; text: string; headers: Headers }> {
  const init = { method, headers, ...(bytes ? { body: bytes } : {}) };
  const response = await harness.app.request(`/${path}`, init);
  return { status: response.status, text: await response.text(), headers: response.headers };
}
