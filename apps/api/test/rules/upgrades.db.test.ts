import { describe, expect, test } from 'vitest';
import { type Client, startHarness } from '../support/harness.ts';
import type { Answer } from '../support/json-http.ts';
import {
  archive,
  expectPlaces,
  expectRefusal,
  makeConfig,
  makeProvider,
  makeVault,
  publish,
  SCHEMA,
  VALUE,
} from '../support/rules-kit.ts';

/** Configs and vaults that move to the specification of another version, one at a time. */

const harness = await startHarness();

const { properties } = SCHEMA;
const text = { type: 'string' };
const with_ = (more: object, required = ['host']) => ({
  ...SCHEMA,
  required,
  properties: { ...properties, ...more },
});
const NEEDS_REGION = with_({ region: text }, ['host', 'region']);
const OPTIONAL_REGION = with_({ region: text });
const SHOWS_TOKEN = with_({ token: text });
const HIDES_PORT = with_({ port: { ...properties.port, writeOnly: true } });
const { port: _port, ...withoutPort } = properties;
const OPEN_WITHOUT_PORT = { ...SCHEMA, properties: withoutPort, additionalProperties: true };

async function scene(config_schema: object) {
  const client = await harness.newInstance();
  const provider = await makeProvider(client);
  const vault = await makeVault(client, provider, { value: { ...VALUE, port: 80 } });
  const own = `provider-configs/${(await makeConfig(client, provider)).id}`;
  const from = { value: undefined, provider_config_vault_id: vault.id };
  const following = `provider-configs/${(await makeConfig(client, provider, from)).id}`;
  const next = await publish(client, provider, '2', { config_schema });
  return {
    client,
    provider,
    own,
    following,
    vault: `provider-config-vaults/${vault.id}`,
    old: { id: provider.version, specification_id: provider.specification },
    next,
  };
}

const upgrade = (client: Client, at: string, { id }: { id: string }, value?: object, query = '') =>
  client.post(`${at}/upgrade${query}`, { provider_version_id: id, ...(value ? { value } : {}) });

async function upgraded(...asked: Parameters<typeof upgrade>): Promise<Answer['body']> {
  const { status, body } = await upgrade(...asked);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}

const resolved = async (client: Client, at: string, body = {}) => {
  const answer = await client.post(`${at}/resolve`, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
};

const codesOf = ({ body }: Answer): string[] => body.errors.map(({ code }: { code: string }) => code);

describe('a config that moves to another version', { timeout: 60_000 }, () => {
  test('must fit its specification, with a patch for what that needs, and gets a revision on it', async () => {
    const { client, own, next } = await scene(NEEDS_REGION);
    expectPlaces(await upgrade(client, own, next), ['value/region']);
    const body = await upgraded(client, own, next, { region: 'eu' });
    expect([body.specification_id, body.revision, body.stale_secrets]).toEqual([
      next.specification_id,
      2,
      [],
    ]);
    expect((await resolved(client, own, { reason: 'test' })).value).toEqual({ ...VALUE, region: 'eu' });
    const revisions = (await client.get(`${own}/revisions?order=asc`)).body.items;
    expect(revisions[1].specification_id).toBe(next.specification_id);
    const events = (await client.get(`audit-events?resource_id=${body.id}`)).body.items;
    const [event] = events.filter((it: { action: string }) => it.action === 'provider-configs.upgrade');
    expect(event.after.specification_id).toBe(next.specification_id);
    expect(JSON.stringify(event)).not.toContain(VALUE.token);
  });

  test('goes back while its value fits, and a restored revision brings its specification back', async () => {
    const { client, own, old, next } = await scene(NEEDS_REGION);
    await upgraded(client, own, next, { region: 'eu' });
    expectPlaces(await upgrade(client, own, old), ['value/region']);
    const back = await upgraded(client, own, old, { region: null });
    expect([back.specification_id, back.revision]).toEqual([old.specification_id, 3]);
    const forth = await client.post(`${own}/revisions/2/restore`, {});
    expect([forth.status, forth.body.specification_id, forth.body.revision]).toEqual([
      200,
      next.specification_id,
      4,
    ]);
    const first = await client.post(`${own}/revisions/1/restore`, {});
    expect(first.body.specification_id).toBe(old.specification_id);
    expect((await resolved(client, own, { reason: 'test' })).value).toEqual(VALUE);
  });

  test('stays as it is when it is there already, or in a dry run', async () => {
    const { client, own, old, next } = await scene(OPTIONAL_REGION);
    const before = (await client.get(own)).body;
    expect(await upgraded(client, own, old)).toMatchObject({ row_version: before.row_version, revision: 1 });
    const dry = await upgraded(client, own, next, undefined, '?dry_run=true');
    expect([dry.specification_id, dry.dry_run]).toEqual([next.specification_id, true]);
    expect((await client.get(own)).body).toEqual(before);
  });

  test('moves only to a live version of its provider, and only while it is live', async () => {
    const { client, provider, own, old, next } = await scene(OPTIONAL_REGION);
    const other = await makeProvider(client);
    expectRefusal(await upgrade(client, own, { id: other.version }), [400, 'provider_mismatch']);
    expectRefusal(await upgrade(client, own, { id: 'nothing' }), [404, 'not_found'], 'provider.version');
    const third = await publish(client, provider, '3');
    await archive(client, `provider-versions/${next.id}`);
    expectRefusal(await upgrade(client, own, next), [400, 'use_after_delete'], 'provider.version');
    expect((await upgraded(client, own, third)).specification_id).toBe(third.specification_id);
    await archive(client, own);
    expectRefusal(await upgrade(client, own, old), [410, 'gone']);
    const stranger = await harness.newInstance();
    expectRefusal(await upgrade(stranger, own, old), [404, 'not_found'], 'provider.config');
  });

  test('by force moves with a value that does not fit, says so, and loses the mark on the way back', async () => {
    const { client, own, old, next } = await scene(NEEDS_REGION);
    const body = await upgraded(client, own, next, undefined, '?force=true');
    expect([body.invalid, body.specification_id]).toEqual([true, next.specification_id]);
    expect(body.invalid_reasons).toMatchObject([{ path: ['value', 'region'] }]);
    const answer = await resolved(client, own, { reason: 'test' });
    expect([answer.value, answer.invalid]).toEqual([VALUE, true]);
    expect(await upgraded(client, own, old)).toMatchObject({ invalid: false, invalid_reasons: null });
  });

  test('is not moved by a PATCH, which names the verb', async () => {
    const { client, own, vault, next } = await scene(OPTIONAL_REGION);
    for (const at of [own, vault]) {
      const refused = await client.patch(at, { specification_id: next.specification_id });
      expectPlaces(refused, ['specification_id']);
      expect(refused.body.errors[0].message).toContain(`POST /${at.split('/')[0]}/:id/upgrade`);
    }
  });
});

describe('a config that follows a vault and moves', { timeout: 60_000 }, () => {
  test('leaves the vault where it is, and has no revision without a value of its own', async () => {
    const { client, following, vault, old, next } = await scene(OPTIONAL_REGION);
    const moved = await upgraded(client, following, next);
    expect([moved.specification_id, moved.revision]).toEqual([next.specification_id, null]);
    expect((await client.get(vault)).body.specification_id).toBe(old.specification_id);
    const body = await upgraded(client, following, next, { region: 'eu' });
    expect(body.revision).toBe(1);
    expect((await resolved(client, following)).value).toEqual({ host: VALUE.host, port: 80, region: 'eu' });
  });

  test('is refused a member of the vault that the specification does not name, unless null takes it away', async () => {
    for (const schema of [OPEN_WITHOUT_PORT, { ...OPEN_WITHOUT_PORT, additionalProperties: false }]) {
      const { client, following, vault, old, next } = await scene(schema);
      const refused = await upgrade(client, following, next);
      expectPlaces(refused, ['value/port']);
      expect(codesOf(refused)).toEqual(['unknown_of_vault']);
      await upgraded(client, following, next, { port: null });
      expect((await resolved(client, following)).value).toEqual({ host: VALUE.host });
      // Later edits of either keep it away
      await client.patch(vault, { value: { port: 81 } });
      await client.patch(following, { value: { host: 'own.test' } });
      expect((await resolved(client, following)).value).toEqual({ host: 'own.test' });
      const replaced = await client.patch(following, { value_replace: { host: 'other.test' } });
      expect(replaced.status, JSON.stringify(replaced.body)).toBe(200);
      expect((await resolved(client, following)).value).toEqual({ host: 'other.test' });
      expect((await client.get(vault)).body.specification_id).toBe(old.specification_id);
    }
  });

  test('moved by force keeps the mark for a member of the vault through edits of the vault, until that is gone', async () => {
    const { client, following, vault, next } = await scene(OPEN_WITHOUT_PORT);
    await upgraded(client, following, next, undefined, '?force=true');
    const mark = async () =>
      (await client.get(following)).body.invalid_reasons?.map(
        ({ code, path }: { code: string; path: string[] }) => [code, path.join('/')],
      );
    expect(await mark()).toEqual([['unknown_of_vault', 'value/port']]);
    await client.patch(vault, { value: { host: 'other.test' } });
    expect(await mark()).toEqual([['unknown_of_vault', 'value/port']]);
    await client.patch(vault, { value: { port: null } });
    expect(await mark()).toBeUndefined();
  });

  test('takes a member of the vault away only when null was sent, also in nested members', async () => {
    const nested = (names: string[]) => ({
      type: 'object',
      additionalProperties: false,
      properties: {
        auth: {
          type: 'object',
          additionalProperties: false,
          properties: Object.fromEntries(names.map((name) => [name, text])),
        },
      },
    });
    const client = await harness.newInstance();
    const provider = await makeProvider(client, { config_schema: nested(['user', 'realm']) });
    const value = { auth: { user: 'ada', realm: 'north' } };
    const { id: provider_config_vault_id } = await makeVault(client, provider, { value });
    const { id } = await makeConfig(client, provider, { value: undefined, provider_config_vault_id });
    const next = await publish(client, provider, '2', { config_schema: nested(['user']) });
    const at = `provider-configs/${id}`;
    expectPlaces(await upgrade(client, at, next), ['value/auth/realm']);
    await upgraded(client, at, next, { auth: { realm: null } });
    expect((await resolved(client, at)).value).toEqual({ auth: { user: 'ada' } });
    await client.patch(at, { value: { auth: { user: 'bob' } } });
    expect((await resolved(client, at)).value).toEqual({ auth: { user: 'bob' } });
  });
});

describe('a vault that moves to another version', { timeout: 60_000 }, () => {
  test('leaves its followers on theirs, and comes back with a restored revision', async () => {
    const { client, following, vault, old, next } = await scene(OPTIONAL_REGION);
    const body = await upgraded(client, vault, next);
    expect([body.specification_id, body.revision]).toEqual([next.specification_id, 2]);
    expect((await client.get(following)).body).toMatchObject({
      specification_id: old.specification_id,
      invalid: false,
    });
    const back = await client.post(`${vault}/revisions/1/restore`, {});
    expect([back.status, back.body.specification_id]).toEqual([200, old.specification_id]);
  });

  test('is refused when a follower would not fit its own specification with the new value', async () => {
    const { client, following, vault, next } = await scene(NEEDS_REGION);
    expectPlaces(await upgrade(client, vault, next), ['value/region']);
    const refused = await upgrade(client, vault, next, { region: 'eu' });
    expectRefusal(refused, [409, 'conflict']);
    expect(refused.body.dependents.map((it: { id: string }) => `provider-configs/${it.id}`)).toEqual([
      following,
    ]);
    await upgraded(client, vault, next, { region: 'eu' }, '?force=true');
    expect((await client.get(following)).body.invalid).toBe(true);
    expect((await upgraded(client, following, next)).invalid).toBe(false);
  });

  test('that does not fit is not moved, by force either', async () => {
    const { client, vault, next } = await scene(NEEDS_REGION);
    expectPlaces(await upgrade(client, vault, next, undefined, '?force=true'), ['value/region']);
  });
});

describe('a stored secret', { timeout: 60_000 }, () => {
  const shows = async (client: Client, at: string) =>
    JSON.stringify((await resolved(client, at)).value).includes(VALUE.token);

  test('that the new specification would show is sent again or taken away', async () => {
    const { client, own, following, vault, next } = await scene(SHOWS_TOKEN);
    for (const at of [own, following, vault]) {
      const refused = await upgrade(client, at, next);
      expectPlaces(refused, ['value/token']);
      expect(codesOf(refused)).toEqual(['kept_secret']);
      expect(JSON.stringify(refused.body)).not.toContain(VALUE.token);
    }
    await upgraded(client, own, next, { token: 'public-now' });
    expect((await resolved(client, own)).value.token).toBe('public-now');
    await upgraded(client, following, next, { token: null });
    expect((await resolved(client, following, { reason: 'test' })).value).toEqual({
      host: VALUE.host,
      port: 80,
    });
  });

  test('stays hidden when a config is moved by force to a specification that would show it', async () => {
    const { client, own, following, next, old } = await scene(SHOWS_TOKEN);
    for (const at of [own, following]) {
      const body = await upgraded(client, at, next, undefined, '?force=true');
      expect(body.invalid_reasons).toMatchObject([{ code: 'kept_secret', path: ['value', 'token'] }]);
      expect(await shows(client, at)).toBe(false);
      expect((await resolved(client, at)).hidden).toEqual(['/token']);
      await upgraded(client, at, old);
      expect(await shows(client, at)).toBe(false);
    }
  });

  test('of the vault that only the specification of the config hides stays hidden, too', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client, { config_schema: SHOWS_TOKEN });
    const { id: provider_config_vault_id } = await makeVault(client, provider);
    const hiding = await publish(client, provider, '2', { config_schema: SCHEMA });
    const { id } = await makeConfig(client, provider, { value: undefined, provider_config_vault_id });
    const at = `provider-configs/${id}`;
    expect(await shows(client, at)).toBe(false);
    const first = { id: provider.version };
    expect(codesOf(await upgrade(client, at, first))).toEqual(['kept_secret']);
    await upgraded(client, at, first, undefined, '?force=true');
    expect(await shows(client, at)).toBe(false);
    await upgraded(client, at, hiding);
    expect(await shows(client, at)).toBe(false);
  });

  test('that the new specification hides first is revealed without a confirmation', async () => {
    const { client, own, next } = await scene(HIDES_PORT);
    await client.patch(own, { value: { port: 80 } });
    const body = await upgraded(client, own, next);
    expect(body.stale_secrets).toEqual([]);
    expect((await resolved(client, own)).hidden.sort()).toEqual(['/port', '/token']);
    expect((await resolved(client, own, { reason: 'test' })).value).toEqual({ ...VALUE, port: 80 });
  });

  test('does not go to an address that the new specification brings', async () => {
    const address = { type: 'string', format: 'uri', default: 'https://evil.test' };
    const { client, own, old, next } = await scene(with_({ base_url: address }));
    const { stale_secrets } = await upgraded(client, own, next);
    expect(stale_secrets).toEqual([{ path: '/token', because: ['/base_url'] }]);
    const refused = await client.post(`${own}/resolve`, { reason: 'test' });
    expectRefusal(refused, [409, 'secrets_stale']);
    await upgraded(client, own, old);
    expect((await resolved(client, own, { reason: 'test' })).value).toEqual(VALUE);
  });

  test('is not guessed by a dry run', async () => {
    const { client, own, next } = await scene(OPTIONAL_REGION);
    const { body } = await client.post('api-keys', {
      name: 'Writer',
      scopes: ['provider-configs:read', 'provider-configs:write'],
    });
    const writer = harness.as(body.secret);
    const stateOf = async (token: string) => {
      const dry = await upgraded(writer, own, next, { token }, '?dry_run=true');
      const { changed_at: _, ...state } = dry.value_state.find(
        (leaf: { path: string }) => leaf.path === '/token',
      );
      return state;
    };
    expect(await stateOf(VALUE.token)).toEqual(await stateOf('token-999'));
  });
});
