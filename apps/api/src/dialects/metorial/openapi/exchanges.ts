import { type Kind, prefixes } from '@berth/kernel';
import type { ExampleObject, Operation, Resource } from '@berth/resource';
import type { Exchange, Exchanges, Speaker, Stage } from '../../../openapi/face-document.ts';
import { camel } from '../../../openapi/schemas.ts';
import { resources } from './operations.ts';

/** The examples of each resource and of what is done with it, in an instance of its own. */
export async function* exchanges(stage: Stage): AsyncGenerator<Exchanges> {
  for (const resource of resources) {
    const speaker = resource.tenancy.of === 'global' ? stage.bootstrap : await stage.newInstance();
    yield await exchangesOf(resource, speaker);
  }
}

async function exchangesOf(resource: Resource, speaker: Speaker): Promise<Exchanges> {
  const found: Exchanges = {};
  const name = camel(resource.path);
  const seen: unknown[] = [];
  const must = async (id: string, method: string, path: string, exchange: Omit<Exchange, 'answer'> = {}) => {
    const { status, body } = await speaker.send(method, path, exchange.body);
    if (status !== 200) throw new Error(`${method} ${path} has no example: ${JSON.stringify(body)}`);
    seen.push(body);
    found[id] = { ...exchange, answer: body };
    return body;
  };
  const may = async (id: string, method: string, path: string, exchange: Omit<Exchange, 'answer'> = {}) => {
    const { status, body } = await speaker.send(method, path, exchange.body);
    if (status !== 200 || isEmptyList(body)) return false;
    found[id] = { ...exchange, answer: body };
    return true;
  };

  let created: Record<string, unknown> = {};
  const id = await resource.example({
    create: async (path, body) => {
      if (path === resource.path) created = body as Record<string, unknown>;
      const known = resources.find((other) => other.path === path);
      const own = path === resource.path ? `${name}.create` : `${camel(known?.path ?? path)}.create`;
      return (await must(own, 'POST', path, { body })) as ExampleObject;
    },
    get: async (path) => {
      const { body } = await speaker.send('GET', path);
      seen.push(body);
      return body as ExampleObject;
    },
    run: (verb) => speaker.run(verb),
  });
  for (const other of Object.keys(found)) if (other !== `${name}.create`) delete found[other];

  const item = `${resource.path}/${id}`;
  const path = { id };
  await must(`${name}.get`, 'GET', item, { path });
  await must(`${name}.list`, 'GET', listPath(resource, seen));
  for (const alias of resource.aliases) {
    await must(`${camel(alias)}.get`, 'GET', `${alias}/${id}`, { path });
    await must(`${camel(alias)}.list`, 'GET', listPath({ ...resource, path: alias }, seen));
  }
  await may(`${name}.dependents`, 'GET', `${item}/dependents`, { path });
  for (const { within } of resources) {
    if (!within?.paths.includes(resource.path)) continue;
    await may(`${name}.${camel(within.as)}.list`, 'GET', `${item}/${within.as}`, { path });
    await may(`${name}.${camel(within.as)}.get`, 'GET', `${item}/${within.as}/1`, { path: { id, n: '1' } });
  }
  if (resource.update) {
    const body = changeable(resource, created);
    await must(`${name}.update`, 'PATCH', item, { path, body });
  }
  for (const action of resource.actions) {
    const segments = action.path.split('/').filter((segment) => segment !== ':n');
    const own = action.path.includes(':n') ? { id, n: '1' } : path;
    const target = `${item}/${action.path.replace(':n', '1')}`;
    await may([name, ...segments.map(camel)].join('.'), 'POST', target, { path: own, body: {} });
  }
  for (const operation of resource.operations) await operate(operation, may, seen);
  if (resource.archive) await must(`${name}.archive`, 'DELETE', item, { path });
  return found;
}

type Try = (
  id: string,
  method: string,
  path: string,
  exchange?: Omit<Exchange, 'answer'>,
) => Promise<boolean>;

/** An operation that wants to be told something is told an id that it can do with. */
async function operate({ path, method, query, lines }: Operation, may: Try, seen: unknown[]): Promise<void> {
  const segments = path.split('/');
  const id = (segments.length > 1 ? segments : [...segments, 'get']).map(camel).join('.');
  if (lines === 'always') return;
  if (method === 'POST') {
    await may(id, 'POST', path, { body: {} });
    return;
  }
  const questions = Object.keys(query.properties).flatMap((name) => {
    const known = idFor(name, seen);
    return known === null ? [] : [`${path}?${name}=${known}`];
  });
  for (const question of [path, ...questions]) if (await may(id, 'GET', question)) return;
}

/** The newest row. What a list cannot do without is an id that was seen on the way. */
function listPath(resource: Resource, seen: unknown[]): string {
  const required = Object.entries(resource.filters).filter(([, filter]) => filter.required);
  const query = required.map(([name]) => `${name}=${idFor(name, seen)}&`).join('');
  return `${resource.path}?${query}order=desc&limit=1`;
}

/** `provider_version_id` is the id of a row of `provider-versions`. */
function idFor(name: string, seen: unknown[]): string | null {
  const resource = resources.find(({ path }) => `${path.replaceAll('-', '_').replace(/s$/, '')}_id` === name);
  return resource ? firstId(resource.kind, seen) : null;
}

function firstId(kind: Kind, seen: unknown[]): string | null {
  const found = new RegExp(`"(${prefixes[kind]}_[0-9a-z]{26})"`).exec(JSON.stringify(seen));
  return found?.[1] ?? null;
}

/** The names that the row was created with, and that can be changed. */
function changeable({ update }: Resource, created: Record<string, unknown>): Record<string, unknown> {
  const members = Object.keys(update?.input.properties ?? {});
  const names = ['name', 'description'].filter((name) => members.includes(name) && name in created);
  return Object.fromEntries(names.map((name) => [name, created[name]]));
}

const isEmptyList = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && Array.isArray((body as { items?: unknown }).items)
    ? (body as { items: unknown[] }).items.length === 0
    : false;
