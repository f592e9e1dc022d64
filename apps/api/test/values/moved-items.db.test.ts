import { describe, expect, test } from 'vitest';
import { startHarness } from '../support/harness.ts';
import { expectPlaces, makeConfig, makeProvider, makeVault } from '../support/rules-kit.ts';

/** A secret of an item of an array that has another index now: `keep` names its old and its new place. */

const harness = await startHarness();

const string = (more = {}) => ({ type: 'string', ...more });
const SECRET = string({ writeOnly: true });
const URL_OF = string({ format: 'uri' });
const object = (properties: object) => ({ type: 'object', properties });
const list = (items: object) => ({ type: 'array', items });

const HOOK = object({ name: string(), url: URL_OF, value: SECRET, pin: SECRET });
const SCHEMA = object({
  base_url: URL_OF,
  api_key: SECRET,
  hooks: list(HOOK),
  others: list(HOOK),
  tokens: list(SECRET),
  groups: list(object({ name: string(), hooks: list(HOOK) })),
  kinds: list({
    oneOf: [
      object({ kind: { const: 'hidden' }, text: SECRET }),
      object({ kind: { const: 'shown' }, text: string() }),
    ],
  }),
});

const A = { name: 'a', url: 'https://a.test', value: 'value-of-a-owner', pin: 'pin-of-a-owner' };
const B = { name: 'b', url: 'https://b.test', value: 'value-of-b-owner', pin: 'pin-of-b-owner' };
const C = { name: 'c', url: 'https://c.test', value: 'value-of-c-owner', pin: 'pin-of-c-owner' };
const MASK = '********';
const masked = <Hook extends object>(hook: Hook) => ({ ...hook, value: MASK, pin: MASK });
const both = (from: string, to: string) =>
  ['value', 'pin'].map((name) => ({ from: `${from}/${name}`, to: `${to}/${name}` }));

async function scene(value: object, { linked = false } = {}) {
  const client = await harness.newInstance();
  const provider = await makeProvider(client, { config_schema: SCHEMA });
  const key = await client.post('api-keys', { name: 'Operator', scopes: ['operator'] });
  const operator = harness.as(key.body.secret);
  const vault = linked ? await makeVault(client, provider, { value }) : null;
  const made = vault ? { value: undefined, provider_config_vault_id: vault.id } : { value };
  const { id } = await makeConfig(client, provider, made);
  const at = `provider-configs/${id}`;
  const patch = (shown: object, keep: unknown[], more = {}) =>
    operator.patch(at, {
      value_shown: { value: shown, keep, vault_revision: vault ? 1 : null },
      ...more,
    });
  const reveal = () => client.post(`${at}/resolve`, { reason: 'a test' });
  return { client, operator, at, patch, reveal, vault: vault && `provider-config-vaults/${vault.id}` };
}

const staleOf = (body: { stale_secrets: { path: string; because: string[] }[] }) =>
  Object.fromEntries(body.stale_secrets.map(({ path, because }) => [path, because]));

describe('a secret follows its item', () => {
  test('when the first item is removed, and stays with its own destination', async () => {
    const { patch, reveal } = await scene({ hooks: [A, B, C] });
    const keep = [...both('/hooks/1', '/hooks/0'), ...both('/hooks/2', '/hooks/1')];
    const { status, body } = await patch({ hooks: [B, C].map(masked) }, keep);
    expect([status, body.stale_secrets]).toEqual([200, []]);
    expect((await reveal()).body.value).toEqual({ hooks: [B, C] });
  });

  test('when one in the middle is removed, beside items that keep their place', async () => {
    const { patch, reveal } = await scene({ hooks: [A, B, C] });
    const keep = ['/hooks/0/value', '/hooks/0/pin', ...both('/hooks/2', '/hooks/1')];
    expect((await patch({ hooks: [A, C].map(masked) }, keep)).body.stale_secrets).toEqual([]);
    expect((await reveal()).body.value).toEqual({ hooks: [A, C] });
  });

  test('when the last one is removed and the others are named with both places', async () => {
    const { patch, reveal } = await scene({ hooks: [A, B] });
    expect((await patch({ hooks: [masked(A)] }, both('/hooks/0', '/hooks/0'))).body.stale_secrets).toEqual(
      [],
    );
    expect((await reveal()).body.value).toEqual({ hooks: [A] });
  });

  test('of a list of secrets, with null in the places that keep', async () => {
    const { patch, reveal } = await scene({ tokens: ['one-of-the-owner', 'two-of-the-owner'] });
    expect((await patch({ tokens: [null] }, [{ from: '/tokens/1', to: '/tokens/0' }])).status).toBe(200);
    expect((await reveal()).body.value).toEqual({ tokens: ['two-of-the-owner'] });
  });

  test('in arrays within arrays', async () => {
    const groups = [
      { name: 'x', hooks: [A] },
      { name: 'y', hooks: [B, C] },
    ];
    const { patch, reveal } = await scene({ groups });
    const shown = { groups: [{ name: 'y', hooks: [masked(C)] }] };
    expect((await patch(shown, both('/groups/1/hooks/1', '/groups/0/hooks/0'))).body.stale_secrets).toEqual(
      [],
    );
    expect((await reveal()).body.value).toEqual({ groups: [{ name: 'y', hooks: [C] }] });
  });

  test('of a vault into an own array, also when both items are alike', async () => {
    const { patch, reveal, client, at } = await scene({ hooks: [A, { ...A, name: 'b' }] }, { linked: true });
    const keep = [...both('/hooks/1', '/hooks/0'), ...both('/hooks/0', '/hooks/1')];
    const { status, body } = await patch({ hooks: [A, { ...A, name: 'b' }].map(masked) }, keep);
    expect([status, body.stale_secrets]).toEqual([200, []]);
    expect((await reveal()).body.value).toEqual({ hooks: [A, { ...A, name: 'b' }] });
    const { value_state } = (await client.get(at)).body;
    const { from } = value_state.find(({ path }: { path: string }) => path === '/hooks');
    expect(from).toBe('own');
  });

  test('in a vault', async () => {
    const { vault, operator, reveal } = await scene({ hooks: [A, B] }, { linked: true });
    const keep = both('/hooks/1', '/hooks/0');
    const value_shown = { value: { hooks: [masked(B)] }, keep, vault_revision: null };
    expect((await operator.patch(String(vault), { value_shown, if_revision: 1 })).status).toBe(200);
    expect((await reveal()).body.value).toEqual({ hooks: [B] });
  });

  test('and a dry run of a key that may not compare does not tell if two secrets are equal', async () => {
    const answers = [];
    for (const value of ['one-of-the-owner', 'two-of-the-owner']) {
      const { operator, at } = await scene({ tokens: ['one-of-the-owner', value] });
      const keep = [
        { from: '/tokens/1', to: '/tokens/0' },
        { from: '/tokens/0', to: '/tokens/1' },
      ];
      const value_shown = { value: { tokens: [null, null] }, keep, vault_revision: null };
      const { body } = await operator.patch(`${at}?dry_run=true`, { value_shown });
      answers.push([body.revision, body.row_version, body.value_state[0].revision]);
    }
    expect(answers[0]).toEqual(answers[1]);
  });
});

describe('a secret that moves goes to no other destination', () => {
  test.each([
    ['its item has another address', [{ ...B, url: 'https://evil.test' }], both('/hooks/1', '/hooks/0')],
    [
      'it changes places with another',
      [A, B],
      [...both('/hooks/1', '/hooks/0'), ...both('/hooks/0', '/hooks/1')],
    ],
    [
      'an item that keeps nothing has come',
      [B, { name: 'e', url: 'https://evil.test', value: 'sent', pin: 'sent' }],
      both('/hooks/1', '/hooks/0'),
    ],
  ])('when %s', async (_name, hooks, keep) => {
    const { patch, reveal } = await scene({ hooks: [A, B] });
    const keptAt = new Set(keep.map(({ to }) => to));
    const shown = hooks.map((hook, n) => (keptAt.has(`/hooks/${n}/value`) ? masked(hook) : hook));
    const { status, body } = await patch({ hooks: shown }, keep);
    expect(status).toBe(200);
    expect(Object.keys(staleOf(body))).toEqual([...keptAt].sort());
    const { status: revealed, body: refusal } = await reveal();
    expect([revealed, refusal.code]).toEqual([409, 'secrets_stale']);
    expect(JSON.stringify(refusal)).not.toMatch(/of-.-owner/);
  });

  test('when the address beside the array has changed', async () => {
    const { patch } = await scene({ base_url: 'https://good.test', hooks: [A, B] });
    const shown = { base_url: 'https://evil.test', hooks: [masked(B)] };
    const { body } = await patch(shown, both('/hooks/1', '/hooks/0'));
    expect(staleOf(body)).toEqual({ '/hooks/0/pin': ['/base_url'], '/hooks/0/value': ['/base_url'] });
  });

  test('when a secret was stale before', async () => {
    const { patch } = await scene({ hooks: [A, B] });
    const evil = { ...B, url: 'https://evil.test' };
    const keep = both('/hooks/0', '/hooks/0').concat(both('/hooks/1', '/hooks/1'));
    expect(Object.keys(staleOf((await patch({ hooks: [A, evil].map(masked) }, keep)).body))).toHaveLength(4);
    const { body } = await patch({ hooks: [masked(evil)] }, both('/hooks/1', '/hooks/0'));
    expect(staleOf(body)).toEqual({ '/hooks/0/pin': ['/hooks/0/url'], '/hooks/0/value': ['/hooks/0/url'] });
  });
});

describe('a place to keep is refused, and its name is in the error,', () => {
  const value = {
    api_key: 'key-of-the-owner',
    hooks: [A, B],
    others: [C],
    kinds: [{ kind: 'hidden', text: 'text-of-the-owner' }],
  };
  const hook = (n: number, member = 'value') => `/hooks/${n}/${member}`;
  const one = [masked(B)];
  test.each([
    [
      'when from is no secret',
      { hooks: [{ ...masked(B), name: null }] },
      [{ from: hook(1, 'name'), to: hook(0, 'name') }],
      ['0/from'],
    ],
    ['when from is not there', { hooks: one }, [{ from: hook(2), to: hook(0) }], ['0/from']],
    ['when from is an item', { hooks: [null] }, [{ from: '/hooks/1', to: '/hooks/0' }], ['0/from']],
    ['when to is not there', { hooks: one }, [{ from: hook(1), to: hook(1) }], ['0/to']],
    ['when to is malformed', { hooks: one }, [{ from: hook(1), to: 'hooks' }], ['0/to']],
    [
      'when to was sent',
      { hooks: [{ ...masked(B), value: 'sent' }] },
      [{ from: hook(1), to: hook(0) }],
      ['0/to'],
    ],
    [
      'when one secret goes to two places',
      { hooks: [B, A].map(masked) },
      [
        { from: hook(1), to: hook(0) },
        { from: hook(1), to: hook(1) },
      ],
      ['1/from'],
    ],
    [
      'when one place gets two secrets',
      { hooks: one },
      [
        { from: hook(1), to: hook(0) },
        { from: hook(0), to: hook(0) },
      ],
      ['1/to'],
    ],
    [
      'when a plain pointer names it too',
      { hooks: [B, A].map(masked) },
      [hook(1), { from: hook(1), to: hook(0) }],
      ['1/from'],
    ],
    [
      'when a plain pointer is above it',
      { hooks: one },
      ['/hooks/0', { from: hook(1), to: hook(0) }],
      ['1/to'],
    ],
    ['when to is another member', { hooks: one }, [{ from: hook(1), to: hook(0, 'pin') }], ['0/to']],
    ['when to is in another array', { others: one }, [{ from: hook(1), to: '/others/0/value' }], ['0/to']],
    ['when to is no item', { api_key: null }, [{ from: hook(1), to: '/api_key' }], ['0/to']],
    [
      'when the secrets of an item part',
      { hooks: [B, A].map(masked) },
      [
        { from: hook(1), to: hook(0) },
        { from: hook(1, 'pin'), to: hook(1, 'pin') },
      ],
      ['1/to'],
    ],
    [
      'when two items become one',
      { hooks: one },
      [
        { from: hook(1), to: hook(0) },
        { from: hook(0, 'pin'), to: hook(0, 'pin') },
      ],
      ['1/to'],
    ],
    [
      'when a plain pointer makes two items one',
      { hooks: one },
      [hook(0, 'pin'), { from: hook(1), to: hook(0) }],
      ['0'],
    ],
  ])('%s', async (_name, shown, keep, places) => {
    const { patch, client, at } = await scene(value);
    const answer = await patch(shown, keep);
    expectPlaces(
      answer,
      places.map((place) => `value_shown/keep/${place}`),
    );
    expect(JSON.stringify(answer.body)).not.toContain('-owner');
    expect((await client.get(at)).body.revision).toBe(1);
  });

  test('when it would become readable', async () => {
    const kinds = [...value.kinds, { kind: 'hidden', text: 'other-of-the-owner' }];
    const { patch } = await scene({ kinds });
    const answer = await patch({ kinds: [{ kind: 'shown', text: MASK }] }, [
      { from: '/kinds/1/text', to: '/kinds/0/text' },
    ]);
    expectPlaces(answer, ['value_shown/value/kinds/0/text']);
    expect(JSON.stringify(answer.body)).not.toContain('-owner');
  });

  test('when the value has changed since it was read', async () => {
    const { patch, operator, at } = await scene(value);
    await operator.patch(at, { value: { base_url: 'https://x.test' } });
    const answer = await patch({ hooks: one }, both('/hooks/1', '/hooks/0'), { if_revision: 1 });
    expect([answer.status, answer.body.reason]).toEqual([409, 'revision_mismatch']);
  });
});
