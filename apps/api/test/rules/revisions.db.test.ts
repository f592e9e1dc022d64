import { describe, expect, test } from 'vitest';
import { type Client, startHarness } from '../support/harness.ts';
import {
  archive,
  dump,
  expectPlaces,
  expectRefusal,
  formsOf,
  KEY_OR_LOGIN,
  type Made,
  makeConfig,
  makeProvider,
  makeVault,
  VALUE,
} from '../support/rules-kit.ts';

/** The effect of a PATCH on a value, for configs and vaults alike. */

const harness = await startHarness();

const owners = [
  ['provider-configs', makeConfig],
  ['provider-config-vaults', makeVault],
] as const;

/** A schema whose `auth` is one of two, told apart by its `type`. */
const CHOICE = {
  type: 'object',
  required: ['auth'],
  properties: {
    note: { type: 'string' },
    auth: {
      type: 'object',
      required: ['type'],
      oneOf: KEY_OR_LOGIN,
    },
  },
};

interface Leaf {
  path: string;
  secret: boolean;
  set: boolean;
  from: string;
  revision: number | null;
  changed_at: string | null;
  changed_by: string | null;
  digest: string | null;
  digest_reason: string | null;
}

/** A value with a secret that is long enough for a digest. */
const LONG = { ...VALUE, token: 'token-000-of-a-length' };

const leaf = (body: { value_state: Leaf[] }, path: string): Leaf => {
  const found = body.value_state.find((state) => state.path === path);
  if (!found) throw new Error(`${path} is not among ${body.value_state.map((state) => state.path)}`);
  return found;
};

/** Resolves the value with its secrets, as a program reads it. */
async function reveal(client: Client, path: string, id: string, provider: Made): Promise<unknown> {
  const config =
    path === 'provider-configs'
      ? id
      : (await client.create('provider-configs', { provider_id: provider.id, provider_config_vault_id: id }))
          .id;
  const { status, body } = await client.post(`provider-configs/${config}/resolve`, { reason: 'test' });
  expect([status, body.revealed], JSON.stringify(body)).toEqual([200, true]);
  return body.value;
}

describe.each(owners)('the value of %s', { timeout: 60_000 }, (path, make) => {
  const scene = async (schema?: object, value?: object) => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client, schema ? { config_schema: schema } : {});
    const made = await make(client, provider, value ? { value } : {});
    return { client, provider, id: made.id as string, at: `${path}/${made.id}` };
  };

  test('is merged into a new revision: absent leaves stay, secrets too, and null removes', async () => {
    const { client, provider, id, at } = await scene();
    const { status, body } = await client.patch(at, { value: { port: 443 } });
    expect([status, body.revision]).toEqual([200, 2]);
    expect(await reveal(client, path, id, provider)).toEqual({ ...VALUE, port: 443 });
    await client.patch(at, { value: { port: null, token: null } });
    expect(await reveal(client, path, id, provider)).toEqual({ host: VALUE.host });
  });

  test('is replaced as a whole by value_replace', async () => {
    const { client, provider, id, at } = await scene();
    const { body } = await client.patch(at, { value_replace: { host: 'other.test' } });
    expect(body.revision).toBe(2);
    expect(await reveal(client, path, id, provider)).toEqual({ host: 'other.test' });
  });

  test('takes one of value and value_replace', async () => {
    const { client, at } = await scene();
    expectPlaces(await client.patch(at, { value: {}, value_replace: VALUE }), ['value_replace']);
  });

  test('is checked whole: every problem has its place, and nothing is stored', async () => {
    const { client, at } = await scene();
    expectPlaces(await client.patch(at, { value: { port: 'x', extra: 1 } }), ['value/extra', 'value/port']);
    expectPlaces(await client.patch(at, { value: { host: null } }), ['value/host']);
    expectPlaces(await client.patch(at, { value_replace: { host: 1 } }), ['value_replace/host']);
    expectPlaces(await client.patch(at, { value: 7 }), ['value']);
    const { body } = await client.get(`${at}/revisions`);
    expect(body.items).toHaveLength(1);
  });

  test('gets no new revision when it is sent unchanged', async () => {
    const { client, at } = await scene();
    expect((await client.patch(at, { value: {} })).body.revision).toBe(1);
    expect((await client.patch(at, { value: { host: VALUE.host, port: null } })).body.revision).toBe(1);
    expect((await client.patch(at, { value_replace: VALUE })).body.revision).toBe(1);
  });

  test('is refused with 409 when it has changed since the revision that the request names', async () => {
    const { client, at } = await scene();
    expect((await client.patch(at, { value: { port: 1 }, if_revision: 1 })).body.revision).toBe(2);
    const late = await client.patch(at, { value: { port: 2 }, if_revision: 1 });
    expectRefusal(late, [409, 'conflict']);
    expect(late.body.reason).toBe('revision_mismatch');
    expectRefusal(await client.patch(at, { name: 'x', if_revision: 1 }), [409, 'conflict']);
  });

  test('keeps no leaves of a choice that it has left', async () => {
    const login = { type: 'login', user: 'ada', password: 'password-000' };
    const { client, provider, id, at } = await scene(CHOICE, { note: 'x', auth: login });
    const answer = await client.patch(at, { value: { auth: { type: 'key', key: 'key-000' } } });
    expectPlaces(answer, ['value/auth/password', 'value/auth/user']);
    expect(answer.body.errors[0].message).toContain('send null to remove it');
    const auth = { type: 'key', key: 'key-000', user: null, password: null };
    expect((await client.patch(at, { value: { auth } })).status).toBe(200);
    expect(await reveal(client, path, id, provider)).toEqual({
      note: 'x',
      auth: { type: 'key', key: 'key-000' },
    });
  });

  test('takes no mask and no digest for a secret', async () => {
    const { client, at } = await scene(undefined, LONG);
    const { digest } = leaf((await client.get(at)).body, '/token');
    for (const token of ['********', '****-000', digest]) {
      expectPlaces(await client.patch(at, { value: { token } }), ['value/token']);
      expectPlaces(await client.patch(at, { value_replace: { host: 'abc', token } }), [
        'value_replace/token',
      ]);
    }
  });

  test('is described by its leaves: path, secret, set, who, when, and a digest', async () => {
    const { client, at } = await scene(undefined, LONG);
    const first = (await client.get(at)).body;
    expect(first.value_state.map(({ path: where, secret, set }: Leaf) => [where, secret, set])).toEqual([
      ['/host', false, true],
      ['/token', true, true],
    ]);
    const { body } = await client.patch(at, { value: { host: 'new.test' } });
    expect(leaf(body, '/host').revision).toBe(2);
    expect(leaf(body, '/token')).toEqual(leaf(first, '/token'));
    expect(leaf(body, '/token').changed_by).toMatch(/^apk_/);
    expect(leaf(body, '/token').digest).toMatch(/^1\.[0-9a-f]{64}$/);
    expect(leaf(body, '/host').digest).not.toBe(leaf(first, '/host').digest);
    const cleared = (await client.patch(at, { value: { token: null } })).body;
    expect(leaf(cleared, '/token')).toMatchObject({ secret: true, set: false, digest: null, revision: null });
  });

  test('has the same digest for the same secret within an instance, and another one in another', async () => {
    const { client, provider, at } = await scene(undefined, LONG);
    const { digest } = leaf((await client.get(at)).body, '/token');
    const second = await make(client, provider, { value: LONG });
    expect(leaf((await client.get(`${path}/${second.id}`)).body, '/token').digest).toBe(digest);
    const other = await scene(undefined, LONG);
    expect(leaf((await other.client.get(other.at)).body, '/token').digest).not.toBe(digest);
  });

  test('is not shown in lists, and its leaves are not either', async () => {
    const { client } = await scene();
    const { body } = await client.get(path);
    expect(body.items[0].value_state).toBeUndefined();
    expect(body.items[0].revision).toBe(1);
  });

  describe('has revisions', () => {
    const three = async () => {
      const made = await scene();
      await made.client.patch(made.at, { value: { port: 2 } });
      await made.client.patch(made.at, { value: { port: 3, token: 'token-333' } });
      return made;
    };

    test('that are listed in pages, without values', async () => {
      const { client, id, at } = await three();
      const first = (await client.get(`${at}/revisions?limit=2`)).body;
      expect(first.items.map((item: { revision: number }) => item.revision)).toEqual([1, 2]);
      expect(first.pagination).toEqual({ has_more_before: false, has_more_after: true });
      const rest = (await client.get(`${at}/revisions?limit=2&after=${first.items[1].id}`)).body;
      expect(rest.items.map((item: { revision: number }) => item.revision)).toEqual([3]);
      expect(rest.pagination).toEqual({ has_more_before: true, has_more_after: false });
      expect(rest.items[0]).toMatchObject({ owner_id: id, destroyed_at: null });
      expect(JSON.stringify([first, rest])).not.toContain('token-');
      const all = (await client.get(`value-revisions?owner_id=${id}`)).body;
      expect(all.items).toHaveLength(3);
    });

    test('that are only those of the owner in the path, whatever the query says', async () => {
      const { client, provider, id, at } = await three();
      const other = await make(client, provider);
      expectRefusal(await client.get(`${at}/revisions?owner_id=${other.id}`), [400, 'invalid_data']);
      const { body } = await client.get(`${at}/revisions`);
      expect(new Set(body.items.map((item: { owner_id: string }) => item.owner_id))).toEqual(new Set([id]));
    });

    test('that are filtered by their author', async () => {
      const { client, at } = await three();
      const { body: key } = await client.post('api-keys', { name: 'Editor', scopes: ['editor'] });
      await harness.as(key.secret).patch(at, { value: { port: 4 } });
      const { items } = (await client.get(`${at}/revisions?created_by=${key.id}`)).body;
      expect(items.map((item: { revision: number }) => item.revision)).toEqual([4]);
    });

    test('that are read by number', async () => {
      const { client, at } = await three();
      expect((await client.get(`${at}/revisions/2`)).body.revision).toBe(2);
      for (const n of ['0', '4', '-1', '1.5', 'x', '99999999999', '%00', 'constructor']) {
        expectRefusal(await client.get(`${at}/revisions/${n}`), [404, 'not_found']);
        expectRefusal(await client.post(`${at}/revisions/${n}/restore`, {}), [404, 'not_found']);
        expectRefusal(await client.post(`${at}/revisions/${n}/destroy`, {}), [404, 'not_found']);
      }
    });

    test('that can be restored: a new current revision with the old content', async () => {
      const { client, provider, id, at } = await three();
      const { status, body } = await client.post(`${at}/revisions/1/restore`, {});
      expect([status, body.revision]).toEqual([200, 4]);
      expect(await reveal(client, path, id, provider)).toEqual(VALUE);
      expect((await client.get(`${at}/revisions`)).body.items).toHaveLength(4);
    });

    test('that can be destroyed for good: the row stays, the ciphertext does not', async () => {
      const { client, at } = await three();
      const { status, body } = await client.post(`${at}/revisions/2/destroy`, {});
      expect([status, body.revision, body.value_state]).toEqual([200, 2, null]);
      expect(body.destroyed_at).toMatch(/Z$/);
      expectRefusal(await client.post(`${at}/revisions/2/restore`, {}), [410, 'gone']);
      expectRefusal(await client.post(`${at}/revisions/2/destroy`, {}), [410, 'gone']);
      const [row] = await harness.database.query(
        `select ciphertext, value_state from value_revisions where id = '${body.id}'`,
      );
      expect(row).toEqual({ ciphertext: null, value_state: null });
      const found = (await client.get(`${at}/revisions?destroyed=true`)).body.items;
      expect(found.map((item: { revision: number }) => item.revision)).toEqual([2]);
    });

    test('of which the current one cannot be destroyed', async () => {
      const { client, at } = await three();
      expectRefusal(await client.post(`${at}/revisions/3/destroy`, {}), [409, 'conflict']);
    });

    test('of which the oldest are destroyed beyond the number to keep', async () => {
      const { client, at } = await three();
      harness.settings.keptRevisions = 2;
      try {
        await client.patch(at, { value: { port: 4 } });
      } finally {
        harness.settings.keptRevisions = null;
      }
      const { items } = (await client.get(`${at}/revisions`)).body;
      expect(items.map((item: { destroyed_at: string | null }) => item.destroyed_at === null)).toEqual([
        false,
        false,
        true,
        true,
      ]);
    });

    test('that no other instance sees', async () => {
      const { at } = await three();
      const stranger = await harness.newInstance();
      for (const tail of ['revisions', 'revisions/1', 'dependents']) {
        expectRefusal(await stranger.get(`${at}/${tail}`), [404, 'not_found']);
      }
      for (const tail of ['revisions/1/restore', 'revisions/1/destroy', 'confirm-secrets']) {
        expectRefusal(await stranger.post(`${at}/${tail}`, {}), [404, 'not_found']);
      }
    });

    test('that cannot be changed once the owner is archived', async () => {
      const { client, at } = await three();
      await archive(client, at);
      expectRefusal(await client.patch(at, { value: { port: 9 } }), [410, 'gone']);
      expectRefusal(await client.post(`${at}/revisions/1/restore`, {}), [410, 'gone']);
    });
  });

  test('is stored encrypted: no secret of any revision is in any column', async () => {
    const { client, at } = await scene(undefined, { host: 'abc', token: 'first-secret-771' });
    await client.patch(at, { value: { token: 'second-secret-772' } });
    await client.post(`${at}/revisions/1/restore`, {});
    const text = await dump(harness);
    for (const secret of ['first-secret-771', 'second-secret-772']) {
      for (const form of formsOf(secret)) expect(text.includes(form), form).toBe(false);
    }
  });
});
