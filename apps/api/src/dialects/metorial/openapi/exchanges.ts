import { type Kind, prefixes } from '@berth/kernel';
import type { Action, ExampleObject, Operation, Resource } from '@berth/resource';
import { openRoutes } from '../../../open-routes.ts';
import type { Exchanges, Speaker, Stage } from '../../../openapi/face-document.ts';
import { createRecorder, type Recorder } from '../../../openapi/recorder.ts';
import { camel } from '../../../openapi/schemas.ts';
import { actionId, operationId, resources } from './operations.ts';

/** The examples of each resource and of what is done with it, in an instance of its own; tests; what needs no key. */
export async function* exchanges(stage: Stage): AsyncGenerator<Exchanges> {
  for (const resource of resources) {
    const speaker = resource.tenancy.of === 'global' ? stage.bootstrap : await stage.newInstance();
    const recorder = createRecorder(speaker);
    const { id, created } = await runExample(resource, speaker, recorder);
    for (const path of [resource.path, ...Object.keys(resource.aliases)]) {
      await recordReads(recorder, resource, path, id);
    }
    await recordBehind(recorder, resource, id);
    await recordVerbs(recorder, resource, id, created);
    yield recorder.found;
  }
  yield await tests(stage);
  const recorder = createRecorder(stage.bootstrap);
  for (const { id, path, tagged } of openRoutes) {
    // A document within a document would show itself.
    if (!tagged) await recorder.must(id, 'GET', path.slice(1));
  }
  yield recorder.found;
}

/** Makes a row by the example of the resource. Of what it posts only the resource's own creation is recorded. */
async function runExample(resource: Resource, speaker: Speaker, recorder: Recorder) {
  let created: Record<string, unknown> = {};
  const send = async (method: string, path: string, body?: object) => {
    const answer = await speaker.send(method, path, body);
    if (answer.status !== 200) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    recorder.seen.push(answer.body);
    return answer.body as ExampleObject;
  };
  const id = await resource.example({
    create: async (path, body) => {
      if (path !== resource.path) return send('POST', path, body);
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
  // The newest row. What a list cannot do without is an id that was seen on the way.
  const required = Object.keys(resource.filters).filter((name) => resource.filters[name]?.required);
  const query = required.map((name) => `${name}=${idFor(name, seen)}&`).join('');
  await must(`${camel(path)}.list`, 'GET', `${path}?${query}order=desc&limit=1`);
}

async function recordBehind({ may, must }: Recorder, resource: Resource, id: string) {
  const name = camel(resource.path);
  const item = `${resource.path}/${id}`;
  if (resource.used) await may(`${name}.dependents`, 'GET', `${item}/dependents`, { path: { id } });
  for (const { within } of resources) {
    if (!within?.paths.includes(resource.path)) continue;
    const inner = `${name}.${camel(within.as)}`;
    await must(`${inner}.list`, 'GET', `${item}/${within.as}`, { path: { id } });
    await must(`${inner}.get`, 'GET', `${item}/${within.as}/1`, { path: { id, n: '1' } });
  }
}

async function recordVerbs(recorder: Recorder, resource: Resource, id: string, created: object) {
  const { must, may } = recorder;
  const name = camel(resource.path);
  const item = `${resource.path}/${id}`;
  if (resource.update) {
    await must(`${name}.update`, 'PATCH', item, { path: { id }, body: changeable(resource, created) });
  }
  const act = (action: Action) => {
    const { n = '1', body = {} } = action.example ?? {};
    const path: Record<string, string> = action.path.includes(':n') ? { id, n } : { id };
    const target = `${item}/${action.path.replace(':n', n)}`;
    return may(actionId(resource, action), action.method ?? 'POST', target, { path, body });
  };
  // Some can be done only after others: what is in use is enabled when it was disabled.
  const later: Action[] = [];
  for (const action of resource.actions) if ((await act(action)) === null) later.push(action);
  for (const action of later) await act(action);
  for (const operation of resource.operations) await recordOperation(recorder, operation);
  if (resource.archive) await must(`${name}.archive`, 'DELETE', item, { path: { id } });
}

/** An operation that wants to be told something is told an id that it can do with. */
async function recordOperation({ found, may, must, seen }: Recorder, operation: Operation): Promise<void> {
  const { path, method, query, lines } = operation;
  const id = operationId(operation);
  if (lines === 'always') {
    const [line = ''] = String(await must(id, 'GET', path)).split('\n');
    found[id] = { answer: JSON.parse(line) };
    return;
  }
  if (method === 'POST') {
    await may(id, 'POST', path, { body: {} });
    return;
  }
  const told = Object.keys(query.properties).flatMap((name) => {
    const known = idFor(name, seen);
    return known === null ? [] : [`${path}?${name}=${known}`];
  });
  for (const question of [path, ...told]) if ((await may(id, 'GET', question)) !== null) return;
}

/** A test asks a provider that answers wherever this runs. */
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
function changeable({ update }: Resource, created: object): object {
  const members = Object.keys(update?.input.properties ?? {});
  const kept = Object.entries(created).filter(
    ([name]) => ['name', 'description'].includes(name) && members.includes(name),
  );
  return Object.fromEntries(kept);
}
