import { type Kind, prefixes } from '@berth/kernel';
import { type ExampleObject, isReferredTo, type Resource, type Verb } from '@berth/resource';
import type { Exchanges, Speaker, Stage } from '../../face/exchanges.ts';
import { createRecorder, type Recorder } from '../../face/recorder.ts';
import type { OpenRoute } from '../../face/route.ts';
import { camel } from '../../openapi/schemas.ts';
import { resources } from './resource-routes.ts';
import type { ResourceRoute } from './route.ts';
import { verbRoute } from './verb-routes.ts';

/**
 * Makes the examples of each resource, each in an instance of its own, then of tests and of the routes that need no
 * key.
 */
export const exchangesOf = (openRoutes: readonly OpenRoute[]) =>
  async function* exchanges(stage: Stage): AsyncGenerator<Exchanges> {
    for (const resource of resources) yield await resourceExchanges(stage, resource);
    yield await tests(stage);
    const { found, must } = createRecorder(stage.bootstrap);
    for (const { id, path, tagged } of openRoutes) {
      // The tagged routes serve the documents: an example would hold its own document.
      if (!tagged) await must(id, 'GET', path.slice(1));
    }
    yield found;
  };

async function resourceExchanges(stage: Stage, resource: Resource): Promise<Exchanges> {
  const { entity, wire, verbs } = resource;
  const speaker = entity.tenancy.of === 'global' ? stage.bootstrap : await stage.newInstance();
  const recorder = createRecorder(speaker);
  const { id, created } = await runExample(resource, speaker, recorder);
  for (const path of [wire.path, ...Object.keys(wire.aliases)]) {
    await recordReads(recorder, resource, path, id);
  }
  await recordBehind(recorder, resource, id);
  const named = (name: string) => verbs.filter((verb) => verb.path === '' && verb.name === name);
  for (const verb of named('update')) {
    const target = { path: { id }, body: changeable(verb, created) };
    await recorder.must(verbRoute(resource, verb).id, 'PATCH', `${wire.path}/${id}`, target);
  }
  await recordVerbs(recorder, resource, id);
  for (const verb of named('archive')) {
    await recorder.must(verbRoute(resource, verb).id, 'DELETE', `${wire.path}/${id}`, { path: { id } });
  }
  return recorder.found;
}

/** Creates a row by the example of the resource. Records only the creation of that resource. */
async function runExample(resource: Resource, speaker: Speaker, recorder: Recorder) {
  let created: Record<string, unknown> = {};
  const send = async (method: string, path: string, body?: object) => {
    const answer = await speaker.send(method, path, body);
    if (answer.status !== 200) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    recorder.seen.push(answer.body);
    return answer.body as ExampleObject;
  };
  const id = await resource.wire.example({
    create: async (path, body) => {
      if (path !== resource.wire.path) return send('POST', path, body);
      created = body as Record<string, unknown>;
      return (await recorder.must(`${camel(path)}.create`, 'POST', path, { body })) as ExampleObject;
    },
    update: (path, body) => send('PATCH', path, body),
    get: (path) => send('GET', path),
    run: (verb) => speaker.run(verb),
  });
  return { id, created };
}

async function recordReads({ must, seen }: Recorder, resource: Resource, path: string, id: string) {
  await must(`${camel(path)}.get`, 'GET', `${path}/${id}`, { path: { id } });
  // Records the newest row. A required filter gets an id that an earlier answer held.
  const required = Object.keys(resource.read.filters).filter((name) => resource.read.filters[name]?.required);
  const query = required.map((name) => `${name}=${idFor(name, seen)}&`).join('');
  await must(`${camel(path)}.list`, 'GET', `${path}?${query}order=desc&limit=1`);
}

/** Records the lists behind the row, and a row of each. */
async function recordBehind({ may, must }: Recorder, resource: Resource, id: string) {
  const { path } = resource.wire;
  const name = camel(path);
  if (isReferredTo({ resources }, resource)) {
    await may(`${name}.dependents`, 'GET', `${path}/${id}/dependents`, { path: { id } });
  }
  for (const { links } of resources) {
    if (!links.within?.paths.includes(path)) continue;
    const { as } = links.within;
    const inner = `${name}.${camel(as)}`;
    await must(`${inner}.list`, 'GET', `${path}/${id}/${as}`, { path: { id } });
    await must(`${inner}.get`, 'GET', `${path}/${id}/${as}/1`, { path: { id, n: '1' } });
  }
}

/** Records the further verbs. Some succeed only after others: a config is enabled after it was disabled. */
async function recordVerbs(recorder: Recorder, resource: Resource, id: string): Promise<void> {
  const further = resource.verbs.filter(({ path }) => path !== '');
  const onRow = further.filter(({ on }) => on === 'row');
  const perform = (verb: Verb) => recordOnRow(recorder, resource, verb, id);
  const later: Verb[] = [];
  for (const verb of onRow) if ((await perform(verb)) === null) later.push(verb);
  for (const verb of later) await perform(verb);
  for (const verb of further) {
    if (verb.on === 'collection') await recordOnCollection(recorder, verb, verbRoute(resource, verb));
  }
}

function recordOnRow({ may }: Recorder, resource: Resource, verb: Verb, id: string): Promise<unknown> {
  const { n = '1', body = {} } = verb.example ?? {};
  const route = verbRoute(resource, verb);
  const path: Record<string, string> = route.path.includes(':n') ? { id, n } : { id };
  const target = route.path.slice(1).replace(':id', id).replace(':n', n);
  return may(route.id, verb.method, target, { path, body });
}

/** Records a verb on the collection. It tries the known ids for a query that needs one. */
async function recordOnCollection(
  { found, may, must, seen }: Recorder,
  { method, input, lines }: Verb,
  route: ResourceRoute,
): Promise<void> {
  const { id } = route;
  const path = route.path.slice(1);
  if (lines === 'always') {
    const [line = ''] = String(await must(id, 'GET', path)).split('\n');
    found[id] = { answer: JSON.parse(line) };
    return;
  }
  if (method === 'POST') {
    await may(id, 'POST', path, { body: {} });
    return;
  }
  const told = Object.keys(input?.properties ?? {}).flatMap((name) => {
    const known = idFor(name, seen);
    return known === null ? [] : [`${path}?${name}=${known}`];
  });
  for (const question of [path, ...told]) if ((await may(id, 'GET', question)) !== null) return;
}

/** Records tests against a provider that answers wherever this runs. */
async function tests(stage: Stage): Promise<Exchanges> {
  const speaker = await stage.newInstance();
  const { found, must } = createRecorder(speaker);
  const make = async (path: string, body: object) =>
    (await speaker.send('POST', path, body)).body as { id: string };
  const config_schema = { type: 'object', properties: { token: { type: 'string', writeOnly: true } } };
  const version = { version: '1.0.0', config_schema, test: { url: stage.provider } };
  const { id: provider_id } = await make('providers', { slug: 'acme', name: 'Acme', version });
  const body = { provider_id, value: { token: 'acme-token-000' } };
  await must('providerConfigs.testValue', 'POST', 'provider-configs/test', { body });
  const { id } = await make('provider-configs', body);
  await must('providerConfigs.test', 'POST', `provider-configs/${id}/test`, { path: { id }, body: {} });
  return found;
}

/** Finds an id for a member: `provider_version_id` takes one of `provider-versions`. */
function idFor(name: string, seen: unknown[]): string | null {
  const resource = resources.find(
    ({ wire }) => `${wire.path.replaceAll('-', '_').replace(/s$/, '')}_id` === name,
  );
  return resource ? firstId(resource.entity.kind, seen) : null;
}

function firstId(kind: Kind, seen: unknown[]): string | null {
  const found = new RegExp(`"(${prefixes[kind]}_[0-9a-z]{26})"`).exec(JSON.stringify(seen));
  return found?.[1] ?? null;
}

/** Picks the name and description that the row was created with, where an update may change them. */
function changeable({ input }: Verb, created: object): object {
  const members = Object.keys(input?.properties ?? {});
  const kept = Object.entries(created).filter(
    ([name]) => ['name', 'description'].includes(name) && members.includes(name),
  );
  return Object.fromEntries(kept);
}
