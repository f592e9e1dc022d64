import { type Kind, prefixes, singularOf } from '@berth/kernel';
import { type ExampleObject, isReferredTo, type Resource, type Verb } from '@berth/resource';
import type { Exchange, Exchanges, Speaker, Stage } from '../../face/exchanges.ts';
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
    const { found, must, show } = createRecorder(stage.bootstrap);
    for (const { id, path, tagged } of openRoutes) {
      // The tagged routes serve the documents: an example of the answer would hold its own document.
      const file = { file: 'root.json' };
      if (tagged) found[id] = show('GET', path.slice(1).replace(':file', file.file), { path: file });
      else await must(id, 'GET', path.slice(1));
    }
    yield found;
  };

async function resourceExchanges(stage: Stage, resource: Resource): Promise<Exchanges> {
  const { entity, wire, verbs } = resource;
  const speaker = entity.tenancy.of === 'global' ? stage.bootstrap : await stage.newInstance();
  const recorder = createRecorder(speaker);
  const id = await runExample(resource, speaker, recorder);
  for (const path of [wire.path, ...Object.keys(wire.aliases)]) {
    await recordReads(recorder, resource, path, wire.known ?? id);
  }
  await recordBehind(recorder, resource, wire.known ?? id);
  const named = (name: string) => verbs.filter((verb) => verb.path === '' && verb.name === name);
  for (const verb of named('update')) {
    const target = { path: { id }, body: changeOf(verb) };
    await recorder.must(verbRoute(resource, verb).id, 'PATCH', `${wire.path}/${id}`, target);
  }
  await recordVerbs(recorder, resource, id);
  const archive = async (row: string): Promise<void> => {
    for (const verb of named('archive')) {
      const target = { path: { id: row } };
      await recorder.must(verbRoute(resource, verb).id, 'DELETE', `${wire.path}/${row}`, target);
    }
  };
  await archive(id);
  const [first, ...further] = verbs.filter(needsArchived);
  if (first) await recordOnRow(recorder, resource, first, id);
  for (const verb of further) {
    const another = await runExample(resource, speaker, recorder);
    await archive(another);
    await recordOnRow(recorder, resource, verb, another);
  }
  return recorder.found;
}

/** Creates a row by the example of the resource. Records only the creation of that resource. */
async function runExample(resource: Resource, speaker: Speaker, recorder: Recorder): Promise<string> {
  const send = async (method: string, path: string, body?: object) =>
    (await recorder.send(method, path, body)) as ExampleObject;
  const { example, shown = example } = resource.wire;
  return shown({
    create: async (path, body) => {
      if (path !== resource.wire.path) return send('POST', path, body);
      return (await recorder.must(`${camel(path)}.create`, 'POST', path, { body })) as ExampleObject;
    },
    update: (path, body) => send('PATCH', path, body),
    get: (path) => send('GET', path),
    run: (verb) => speaker.run(verb),
  });
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
    const { as, by } = links.within;
    const inner = `${name}.${camel(as)}`;
    const list = await must(`${inner}.list`, 'GET', `${path}/${id}/${as}`, { path: { id } });
    const [first] = (list as { items: Record<string, unknown>[] }).items;
    const n = String(first?.[by]);
    await must(`${inner}.get`, 'GET', `${path}/${id}/${as}/${n}`, { path: { id, n } });
  }
}

/** Records the further verbs. Some succeed only after others: a config is enabled after it was disabled. */
async function recordVerbs(recorder: Recorder, resource: Resource, id: string): Promise<void> {
  const further = resource.verbs.filter(({ path }) => path !== '');
  const onRow = further.filter((verb) => verb.on === 'row' && !needsArchived(verb));
  const perform = (verb: Verb) => recordOnRow(recorder, resource, verb, id);
  const later: Verb[] = [];
  for (const verb of onRow) if ((await perform(verb)) === null) later.push(verb);
  for (const verb of later) await perform(verb);
  for (const verb of further) {
    if (verb.on === 'collection') await recordOnCollection(recorder, verb, verbRoute(resource, verb));
  }
}

const needsArchived = ({ example }: Verb): boolean => example?.after === 'archive';

function recordOnRow({ may, seen }: Recorder, resource: Resource, verb: Verb, id: string): Promise<unknown> {
  const { n = '1', body: given = isBodiless(verb) ? undefined : {}, after } = verb.example ?? {};
  const body = given && withKnownIds(given, seen);
  const query = Object.fromEntries(
    Object.entries(verb.example?.query ?? {}).map(([name, value]) => [name, value === ':id' ? id : value]),
  );
  const route = verbRoute(resource, verb);
  const before = resource.verbs.find(({ name }) => name === after);
  const path: Record<string, string> = route.path.includes(':n') ? { id, n } : { id };
  const target = route.path.slice(1).replace(':id', id).replace(':n', n);
  const asked = Object.keys(query).length > 0 ? { query } : {};
  const search = new URLSearchParams(query).toString();
  const shown = { path, body, ...asked, after: before && verbRoute(resource, before).id };
  return may(route.id, verb.method, search === '' ? target : `${target}?${search}`, shown);
}

/** Puts an id of an earlier answer, or its member of that name, in the place of `:known`. */
const withKnownIds = (body: object, seen: unknown[]): object =>
  Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      value === ':known' ? (idFor(name, seen) ?? textFor(name, seen)) : value,
    ]),
  );

const isBodiless = ({ method }: Verb): boolean => method === 'DELETE' || method === 'GET';

/** Records a verb on the collection. It tries the known ids for a query that needs one. */
async function recordOnCollection(
  { found, may, must, seen, show }: Recorder,
  { method, input, lines }: Verb,
  route: ResourceRoute,
): Promise<void> {
  const { id } = route;
  const path = route.path.slice(1);
  if (lines === 'always') {
    const [line = ''] = String(await must(id, 'GET', path)).split('\n');
    found[id] = { ...show('GET', path), answer: JSON.parse(line) };
    return;
  }
  if (method === 'POST') {
    await may(id, 'POST', path, { body: {} });
    return;
  }
  const told = Object.keys(input?.properties ?? {}).flatMap((name) => {
    const known = idFor(name, seen);
    return known === null ? [] : [{ [name]: known }];
  });
  for (const query of [{}, ...told]) {
    const [text] = Object.entries(query).map(([name, value]) => `?${name}=${value}`);
    if ((await may(id, 'GET', `${path}${text ?? ''}`, { query })) !== null) return;
  }
}

/** Records tests against a provider that answers wherever this runs; shows them with one of the catalogue. */
async function tests(stage: Stage): Promise<Exchanges> {
  const { found, must, send, show } = createRecorder(await stage.newInstance());
  const make = async (path: string, body: object) => (await send('POST', path, body)) as { id: string };
  const config_schema = { type: 'object', properties: { token: { type: 'string', writeOnly: true } } };
  const test = { url: stage.provider, headers: { 'X-Token': '{token}' } };
  const version = { version: '1.0.0', config_schema, test };
  const { id: provider_id } = await make('providers', { slug: 'acme', name: 'Acme', version });
  const body = { provider_id, value: { token: 'acme-token-000' } };
  const { id } = await make('provider-configs', body);
  const shipped = { provider_id: 'openai', value: { api_key: 'example-key' } };
  const other = await make('provider-configs', shipped);
  const record = async (name: string, path: string, sent: object, shown: Omit<Exchange, 'answer'>) => {
    found[name] = { ...shown, answer: await must(name, 'POST', path, { body: sent }) };
  };
  const value = show('POST', 'provider-configs/test', { body: shipped });
  await record('providerConfigs.testValue', 'provider-configs/test', body, value);
  const row = show('POST', `provider-configs/${other.id}/test`, { body: {} });
  await record('providerConfigs.test', `provider-configs/${id}/test`, {}, row);
  return found;
}

/** Finds an id for a member: `provider_version_id` takes one of `provider-versions`. */
function idFor(name: string, seen: unknown[]): string | null {
  const resource = resources.find(({ wire }) => `${singularOf(wire.path.replaceAll('-', '_'))}_id` === name);
  return resource ? (resource.wire.known ?? firstId(resource.entity.kind, seen)) : null;
}

/** Finds the text of a member of an earlier answer. */
const textFor = (name: string, seen: unknown[]): string | null =>
  new RegExp(`"${name}":"([^"]+)"`).exec(JSON.stringify(seen))?.[1] ?? null;

function firstId(kind: Kind, seen: unknown[]): string | null {
  const found = new RegExp(`"(${prefixes[kind]}_[0-9a-z]{26})"`).exec(JSON.stringify(seen));
  return found?.[1] ?? null;
}

/** Makes a change that an update may make. */
const changeOf = ({ input, example }: Verb): object =>
  example?.body ?? (input && 'name' in input.properties ? { name: 'Another name' } : {});
