import { testDriver } from '@berth/db/testing';
import { describe, expect, test } from 'vitest';
import { eachResource, makeScene, testIf } from '../support/conformance-kit.ts';
import { type Client, startHarness } from '../support/harness.ts';
import { makeConfig, makeProvider } from '../support/rules-kit.ts';
import { verbOf } from '../support/verbs.ts';

/** A row changes only in the version that the client has read (RFC 9110 §13, RFC 6585 §3). */

const harness = await startHarness();

const patch = (client: Client, path: string, body: object, match?: string) =>
  client.request('PATCH', path, body, match === undefined ? {} : { 'if-match': match });

const etagAt = async (client: Client, path: string) => (await client.get(path)).headers.get('etag') ?? '';

async function scene() {
  const client = await harness.newInstance();
  const provider = await makeProvider(client);
  const made = await client.request('POST', 'provider-configs', {
    provider_id: provider.id,
    value: { host: 'abc' },
  });
  return { client, provider, at: `provider-configs/${made.body.id}`, etag: made.headers.get('etag') ?? '' };
}

describe.each(eachResource)('the answer about one of %s', (_path, resource) => {
  test('has a strong ETag, which answers 304 when it is sent back', async () => {
    const { client, ids } = await makeScene(harness, resource, 1);
    const at = `${resource.wire.path}/${ids[0]}`;
    const etag = await etagAt(client, at);
    expect(etag).toMatch(/^"\d+-[0-9a-f]{8}"$/);
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await client.request('GET', at, undefined, { 'if-none-match': known });
      expect([again.status, again.body, again.headers.get('etag')], known).toEqual([304, '', etag]);
    }
    const other = await client.request('GET', at, undefined, { 'if-none-match': '"other"' });
    expect([other.status, other.body.id]).toEqual([200, ids[0]]);
  });

  test('is read under If-Match only while its ETag is among those named', async () => {
    const { client, ids } = await makeScene(harness, resource, 1);
    const at = `${resource.wire.path}/${ids[0]}`;
    const etag = await etagAt(client, at);
    const read = (match: string, more = {}) =>
      client.request('GET', at, undefined, { 'if-match': match, ...more });
    for (const held of [etag, '*', `"other", ${etag}`]) {
      expect((await read(held)).status, held).toBe(200);
      expect((await read(held, { 'if-none-match': etag })).status, held).toBe(304);
    }
    for (const other of ['"other"', `W/${etag}`, etag.replace(/^"\d+/, '"99')]) {
      for (const more of [{}, { 'if-none-match': etag }]) {
        const { status, body, headers } = await read(other, more);
        expect([status, body.code, headers.get('etag')]).toEqual([412, 'precondition_failed', etag]);
      }
    }
    for (const headers of [{ 'if-match': 'x' }, { 'if-none-match': 'x' }]) {
      expect((await client.request('GET', at, undefined, headers)).status).toBe(400);
    }
  });

  testIf(verbOf(resource, 'archive'))('has an ETag that guards its archiving', async () => {
    const { client, ids } = await makeScene(harness, resource, 1);
    const at = `${resource.wire.path}/${ids[0]}`;
    const archive = (match: string) => client.request('DELETE', at, undefined, { 'if-match': match });
    expect((await archive('"0-00000000"')).status).toBe(412);
    expect((await client.get(at)).body.archived_at ?? null).toBe(null);
    expect((await archive(await etagAt(client, at))).status).toBe(200);
  });
});

describe('If-Match', () => {
  test('changes a row only in the version read; 412 has the current ETag', async () => {
    const { client, at, etag } = await scene();
    const renamed = await patch(client, at, { name: 'One' }, etag);
    expect(renamed.status).toBe(200);
    const now = renamed.headers.get('etag') ?? '';
    expect(now).toBe(await etagAt(client, at));
    expect(now).not.toBe(etag);
    const late = await patch(client, at, { name: 'Two' }, etag);
    expect([late.status, late.body.code, late.headers.get('etag')]).toEqual([
      412,
      'precondition_failed',
      now,
    ]);
    expect((await client.get(at)).body.name).toBe('One');
    expect((await patch(client, at, { name: 'Three' }, `"other", ${now}`)).status).toBe(200);
    expect((await patch(client, at, { name: 'Four' }, '*')).status).toBe(200);
    expect((await patch(client, at, { name: 'Five' }, `W/${await etagAt(client, at)}`)).status).toBe(412);
    expect((await patch(client, at, { name: 'Six' }, 'not in quotes')).status).toBe(400);
    expect((await client.get(at)).body.name).toBe('Four');
  });

  test('compares the version of the row alone, whichever key read it', async () => {
    const { client, at } = await scene();
    const { secret } = await client.create('api-keys', { name: 'R', scopes: ['reader'] });
    const seen = await etagAt(harness.as(String(secret)), at);
    expect(seen).not.toBe(await etagAt(client, at)); // a reader sees no digests
    expect((await patch(client, at, { name: 'One' }, seen)).status).toBe(200);
  });

  test('guards the further verbs and dry runs too, and a dry run changes no version', async () => {
    const { client, at, etag } = await scene();
    const act = (verb: string, match: string) =>
      client.request('POST', `${at}/${verb}`, {}, { 'if-match': match });
    expect((await patch(client, `${at}?dry_run=true`, { name: 'X' }, '"9-00000000"')).status).toBe(412);
    expect((await patch(client, `${at}?dry_run=true`, { name: 'X' }, etag)).status).toBe(200);
    expect((await act('revisions/1/restore', '"9-00000000"')).status).toBe(412);
    expect((await act('revisions/1/restore', etag)).status).toBe(200);
  });

  test('has no ETag from a dry run, since another write may get the version that it shows', async () => {
    const { client, provider, at } = await scene();
    const { status, headers } = await client.patch(`${at}?dry_run=true`, { name: 'X' });
    expect([status, headers.get('etag')]).toEqual([200, null]);
    const body = { provider_id: provider.id, value: { host: 'abc' } };
    const made = await client.post('provider-configs?dry_run=true', body);
    expect([made.status, made.headers.get('etag')]).toEqual([200, null]);
  });

  test('lets exactly one of two concurrent writers through, 30 times', async () => {
    const { client, at } = await scene();
    for (let round = 0; round < 30; round++) {
      const etag = await etagAt(client, at);
      const both = ['A', 'B'].map((name) => patch(client, at, { name: `${name} ${round}` }, etag));
      const statuses = (await Promise.all(both)).map(({ status }) => status);
      expect(statuses.sort()).toEqual([200, 412]);
    }
  });

  test('is not checked for a missing row, and leaves no event when it refuses', async () => {
    const { client, at } = await scene();
    const missing = 'provider-configs/pcf_00000000000000000000000000';
    expect((await patch(client, missing, { name: 'X' }, '"1-00000000"')).status).toBe(404);
    await patch(client, at, { name: 'X' }, '"9-00000000"');
    const { items } = (await client.get(`audit-events?resource_id=${at.split('/')[1]}`)).body;
    expect(items).toHaveLength(1);
  });
});

describe('If-None-Match on a change of a row', () => {
  test('refuses the row that is there, and its version, with the current ETag; another version goes on', async () => {
    const { client, at, etag } = await scene();
    const change = (known: string, more = {}) =>
      client.request('PATCH', at, { name: 'X' }, { 'if-none-match': known, ...more });
    for (const known of ['*', etag, `W/${etag}`, `"other", ${etag}`]) {
      const { status, body, headers } = await change(known);
      expect([status, body.code, headers.get('etag')], known).toEqual([412, 'precondition_failed', etag]);
      expect((await change(known, { 'if-match': etag })).status, known).toBe(412);
      const archive = await client.request('DELETE', at, undefined, { 'if-none-match': known });
      expect(archive.status, known).toBe(412);
      const restore = { 'if-none-match': known };
      expect((await client.request('POST', `${at}/revisions/1/restore`, {}, restore)).status).toBe(412);
    }
    expect((await change('not in quotes')).status).toBe(400);
    expect(await etagAt(client, at)).toBe(etag);
    expect((await change('"9-00000000", "other"')).status).toBe(200);
    expect(await etagAt(client, at)).not.toBe(etag);
  });
});

describe('a read', () => {
  test('of a list, of a kept answer and of an answer without a tag compares If-Match', async () => {
    const { client, provider } = await scene();
    const list = `provider-configs?provider_id=${provider.id}`;
    const read = (path: string, match: string) =>
      client.request('GET', path, undefined, { 'if-match': match });
    const etag = await etagAt(client, list);
    await etagAt(client, list); // kept from now on
    for (let again = 0; again < 2; again++) {
      expect((await read(list, etag)).status).toBe(200);
      expect((await read(list, '"other"')).status).toBe(412);
    }
    const lines = (match: string) =>
      harness.app.request('/audit-events/export', {
        headers: { authorization: `Bearer ${client.key}`, 'if-match': match },
      });
    expect((await lines('*')).status).toBe(200);
    expect((await lines('"other"')).status).toBe(412);
    const document = await read('openapi.json', '"other"');
    expect([document.status, document.body.code]).toEqual([412, 'precondition_failed']);
    expect((await read('provider-configs/pcf_00000000000000000000000000', '"other"')).status).toBe(404);
  });

  test('by POST compares both conditions with the version of its row, and needs none', async () => {
    const { client, at, etag } = await scene();
    const instance = `instances/${client.instanceId}`;
    await harness.bootstrap.patch(instance, { requires_preconditions: true });
    for (const verb of ['resolve', 'test']) {
      const ask = (headers = {}) => client.request('POST', `${at}/${verb}`, {}, headers);
      for (const headers of [{ 'if-match': '"99-00000000"' }, { 'if-none-match': etag }]) {
        const { status, body, headers: answered } = await ask(headers);
        expect([status, body.code, answered.get('etag')]).toEqual([412, 'precondition_failed', etag]);
      }
      expect((await ask({ 'if-match': 'x' })).status).toBe(400);
      const { body } = await ask(); // its provider has no test
      expect(body.code ?? 'resolved').not.toMatch(/^precondition/);
      expect((await ask({ 'if-match': etag })).body.code).toBe(body.code);
    }
  });
});

describe('a write that is for no row', () => {
  test('is 412 with If-Match, and goes on with tags in If-None-Match', async () => {
    const { client, provider, etag } = await scene();
    const before = (await client.get('provider-configs')).body.items.length;
    const body = { provider_id: provider.id, value: { host: 'abc' } };
    for (const path of ['provider-configs', 'provider-configs/test']) {
      const ask = (headers: Record<string, string>) => client.request('POST', path, body, headers);
      for (const match of ['*', etag, '"other"']) {
        const { status, body: refusal } = await ask({ 'if-match': match });
        expect([status, refusal.code], match).toEqual([412, 'precondition_failed']);
      }
      for (const headers of [{ 'if-match': 'x' }, { 'if-none-match': 'x' }]) {
        const malformed = await ask(headers);
        expect([malformed.status, malformed.body.reason]).toEqual([400, 'invalid_precondition']);
      }
    }
    expect((await client.get('provider-configs')).body.items).toHaveLength(before);
    const made = await client.request('POST', 'provider-configs', body, { 'if-none-match': etag });
    expect(made.status).toBe(200);
  });
});

describe('If-None-Match: *', () => {
  test('makes a config unless its handle is taken', async () => {
    const { client, provider } = await scene();
    const make = (headers: Record<string, string>) =>
      client.request(
        'POST',
        'provider-configs',
        { provider_id: provider.id, handle: 'main', value: { host: 'abc' } },
        headers,
      );
    const first = await make({ 'if-none-match': '*' });
    expect(first.status).toBe(200);
    const second = await make({ 'if-none-match': '*' });
    expect([second.status, second.body.code, second.body.id]).toEqual([
      412,
      'precondition_failed',
      first.body.id,
    ]);
    expect((await make({})).status).toBe(409);
  });

  test('causes no 412 while another request with the same Idempotency-Key is in progress', async () => {
    const { client, provider } = await scene();
    const body = { provider_id: provider.id, handle: 'main', value: { host: 'abc' } };
    const headers = { 'if-none-match': '*', 'idempotency-key': 'once' };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => client.request('POST', 'provider-configs', body, headers)),
    );
    const refused = answers.filter(({ status }) => status !== 200);
    for (const { status, body } of refused) {
      expect([status, body.code, body.reason]).toEqual([409, 'conflict', 'idempotency_key_in_use']);
    }
    // PGlite runs one transaction at a time, so no request finds the key held.
    expect(refused.length > 0).toBe(testDriver() === 'postgres');
  });
});

describe('an instance that requires preconditions', () => {
  test('refuses a change of an existing row without one; a new row needs none', async () => {
    const { client, provider, at } = await scene();
    const instance = `instances/${client.instanceId}`;
    await harness.bootstrap.patch(instance, { requires_preconditions: true });
    const refused = await client.patch(at, { name: 'X' });
    const etag = await etagAt(client, at);
    expect([refused.status, refused.body.code, refused.headers.get('etag')]).toEqual([
      428,
      'precondition_required',
      etag,
    ]);
    expect((await client.delete(at)).status).toBe(428);
    expect((await client.post(`${at}/revisions/1/restore`, {})).status).toBe(428);
    expect((await client.post(`${at}/resolve`, { reason: 'a test' })).status).toBe(200);
    expect((await makeConfig(client, provider)).id).toBeTypeOf('string');
    expect((await patch(client, at, { name: 'X' }, etag)).status).toBe(200);
    const { secret } = await client.create('api-keys', { name: 'R', scopes: ['reader'] });
    expect((await harness.as(String(secret)).patch(at, { name: 'X' })).status).toBe(403);
    await harness.bootstrap.patch(instance, { requires_preconditions: false });
    expect((await client.patch(at, { name: 'Y' })).status).toBe(200);
  });
});
