import { answerOf, createClient, isBerthError, operations } from '@berth/client';
import { describe, expect, test } from 'vitest';
import { eachResource, listAll, makeScene } from '../../../apps/api/test/support/conformance-kit.ts';
import { makeProvider, VALUE } from '../../../apps/api/test/support/rules-kit.ts';
import { startListening } from './listening.ts';

const server = await startListening();
const client = await server.newInstance();
const berth = createClient({ url: server.url, key: client.key });
const provider = await makeProvider(client);

type Method = (...args: unknown[]) => PromiseLike<unknown> & AsyncIterable<unknown>;

/** Returns the method of a client for an operation id. */
function methodOf(of: unknown, id: string): Method {
  const found = id.split('.').reduce((group, name) => (group as Record<string, unknown>)[name], of);
  if (typeof found !== 'function') throw new Error(`The client has no ${id}`);
  return found as Method;
}

const caught = (promise: PromiseLike<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );

describe('every operation of the document', () => {
  test.each(operations.map((operation) => [operation.id, operation] as const))(
    '%s reaches a route of the server',
    async (id, { method, path, body, options }) => {
      const seen: string[] = [];
      const recording = createClient({
        url: server.url,
        key: client.key,
        retries: 0,
        fetch: async (input, init) => {
          seen.push(`${init?.method} ${new URL(String(input)).pathname}`);
          return fetch(input, init);
        },
      });
      const places = [...path.matchAll(/\{\w+\}/g)].map((_, index) => (index === 0 ? provider.id : '1'));
      const args = [
        ...places,
        ...(body === 'given' ? [{}] : []),
        options.includes('dryRun') ? { dryRun: true } : {},
      ];
      const call = methodOf(recording, id)(...args);
      const asked = 'then' in call ? call : (call as AsyncIterable<unknown>)[Symbol.asyncIterator]().next();
      const error = await caught(asked);
      let place = 0;
      expect(seen).toEqual([`${method} ${path.replaceAll(/\{\w+\}/g, () => String(places[place++]))}`]);
      if (error === null) return;
      expect(isBerthError(error)).toBe(true);
      expect(error).toMatchObject({ operation: id });
      expect(error).not.toMatchObject({ entity: 'endpoint' });
      expect([400, 403, 404, 409, 410]).toContain((error as { status: number }).status);
    },
  );
});

test('a selected row has exactly the members that its type has', async () => {
  const provider = await makeProvider(client);
  const config = await berth.providerConfigs.create({
    provider_id: provider.id,
    name: 'Selected',
    value: VALUE,
  });
  const { id } = await berth.providerDeployments.create({ provider_id: provider.id, name: 'Home' });
  const bound = await berth.providerConfigs.create({
    provider_id: provider.id,
    provider_deployment_id: id,
    value: VALUE,
  });
  const part = await berth.providerConfigs.get(config.id, { fields: ['name'] });
  expect(Object.keys(part).sort()).toEqual(['id', 'name', 'object', 'row_version']);
  // @ts-expect-error: it was not selected
  expect(part.status).toBeUndefined();
  for await (const row of berth.providerConfigs.list({ id: bound.id, expand: ['deployment', 'provider'] })) {
    expect([row.deployment?.locked_version, row.provider?.slug, row.status]).toEqual([
      null,
      provider.slug,
      'active',
    ]);
  }
  // @ts-expect-error: there is no such member
  await expect(berth.providers.get(provider.id, { fields: ['nonsense'] })).rejects.toThrow('fields');
});

describe.each(eachResource)('%s', (path, resource) => {
  test('is iterated over all pages in both orders, and each row can be read', {
    timeout: 60_000,
  }, async () => {
    const scene = await makeScene(server, resource, 3);
    const own = createClient({ url: server.url, key: scene.client.key });
    const group = path.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    const list = methodOf(own, `${group}.list`);
    const base = Object.fromEntries(new URLSearchParams(scene.base));
    const ids: string[] = [];
    for await (const row of list({ ...base, limit: 2 })) ids.push((row as { id: string }).id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of scene.ids) expect(ids).toContain(id);
    const first = (await list({ ...base, limit: 1 })) as { items: { id: string }[] };
    expect(first.items.map(({ id }) => id)).toEqual(ids.slice(0, 1));
    const backwards: string[] = [];
    for await (const row of list({ ...base, order: 'desc', limit: 100 })) {
      backwards.push((row as { id: string }).id);
    }
    const expected = (await listAll(scene)).map(({ id }) => id); // last, so that the audit trail includes the others
    expect(expected.slice(0, ids.length)).toEqual(ids);
    expect(backwards.reverse().slice(0, ids.length)).toEqual(ids);
    expect(await methodOf(own, `${group}.get`)(ids[0])).toMatchObject({ id: ids[0] });
  });
});

test('pages are read backwards from an id, each in the order of the list', async () => {
  const { id: provider_id } = await makeProvider(client);
  const rows = [];
  for (const name of ['A', 'B', 'C', 'D', 'E']) {
    rows.push(await berth.providerDeployments.create({ provider_id, name }));
  }
  const names: (string | null)[][] = [];
  const list = berth.providerDeployments.list({ before: rows[4]?.id, limit: 2, provider_id });
  for await (const { items } of list.pages()) names.push(items.map(({ name }) => name));
  expect(names).toEqual([
    ['C', 'D'],
    ['A', 'B'],
  ]);
});

describe('errors', () => {
  test('have a code and say where', async () => {
    const error = await caught(berth.providerConfigs.get('pcf_none'));
    expect(isBerthError(error, 'not_found')).toBe(true);
    expect(isBerthError(error, 'conflict', 'gone')).toBe(false);
    const invalid = await caught(
      berth.providerConfigs.create({ provider_id: 'openai', value: { api_key: 1 } }),
    );
    if (!isBerthError(invalid, 'invalid_data')) throw invalid;
    expect(invalid.errors.map(({ path }) => path)).toContainEqual(['value', 'api_key']);
    expect(invalid.message).toBe(`${invalid.summary} value.api_key: must be a string`);
    expect(invalid.requestId).toMatch(/^req_/);
    const refused = await caught(createClient({ url: server.url, key: 'x'.repeat(40) }).instance.get());
    expect(refused).toMatchObject({ code: 'unauthorized', status: 401 });
  });

  test('invalid arguments are refused before anything is sent', async () => {
    await expect(berth.providerConfigs.get('')).rejects.toThrow('needs the id');
    await expect((async () => berth.providerConfigs.list({ id: [] }))()).rejects.toThrow('without values');
  });
});

describe('versions', () => {
  test('a change applies to the version that was read, and to no other', async () => {
    const made = await berth.providerDeployments.create({ provider_id: provider.id, name: 'One' });
    const etag = answerOf(made)?.etag ?? '';
    const changed = await berth.providerDeployments.update(made.id, { name: 'Two' }, { ifMatch: etag });
    expect(changed.name).toBe('Two');
    const late = await caught(
      berth.providerDeployments.update(made.id, { name: 'Three' }, { ifMatch: etag }),
    );
    expect(isBerthError(late, 'precondition_failed')).toBe(true);
    const known = answerOf(await berth.providerDeployments.get(made.id))?.etag ?? '';
    expect(await berth.providerDeployments.get(made.id, { ifNoneMatch: known })).toBeNull();
  });

  test('a repeated request with the same key gets the first answer', async () => {
    const options = { idempotencyKey: `again-${provider.id}` };
    const first = await berth.providerDeployments.create({ provider_id: provider.id, name: 'Once' }, options);
    const second = await berth.providerDeployments.create(
      { provider_id: provider.id, name: 'Once' },
      options,
    );
    expect(second.id).toBe(first.id);
    expect([answerOf(first)?.replayed, answerOf(second)?.replayed]).toEqual([false, true]);
  });
});

describe('lines', () => {
  test('a verification answers once when awaited, and reports its progress when iterated', async () => {
    expect(await berth.auditEvents.verify()).toMatchObject({ object: 'audit_verification', valid: true });
    const told = [];
    for await (const line of berth.auditEvents.verify()) told.push(line);
    expect(told.at(-1)).toMatchObject({ object: 'audit_verification', valid: true });
    expect(told[0]).toMatchObject({ object: 'audit_progress' });
  });

  test('an export yields every event, typed', async () => {
    const actions = new Set<string>();
    for await (const { action } of berth.auditEvents.export()) actions.add(action);
    expect([...actions]).toContain('provider-deployments.create');
  });
});
