import { describe, expect, test } from 'vitest';
import { type Client, startHarness } from '../support/harness.ts';
import { makeKey } from '../support/keys-kit.ts';
import { type Made, makeConfig, makeProvider, makeVault, publish } from '../support/rules-kit.ts';

/*
 * A secret stands in the address of a test, and the schema denies that it is a destination. The answer of a test tells
 * a key that may neither reveal nor compare nothing of it: whether the other secrets may be sent follows from the
 * places that were sent. Addresses of this machine are refused with 400, after the secrets were found to be in force.
 */

const harness = await startHarness();

const secret = { type: 'string', writeOnly: true };
const denied = { 'x-destination': false };
const config_schema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    site: { ...secret, ...denied },
    zone: { type: 'string', ...denied },
    token: secret,
  },
};
const headers = { Authorization: 'Bearer {token}' };
const TEST = { url: 'http://{site}/{zone}', headers };
const GUESS = '127.0.0.1';
const SITES = [GUESS, '127.0.0.2'];
const TOKEN = 'a-token-of-somebody';

const [ALLOWED, STALE] = ['400 restricted_destination', '409 secrets_stale'];

interface Scene {
  admin: Client;
  provider: Made;
  value: { site: string; token: string; zone: string };
  /** Makes a key of the scene, and the function that tests the config with it. */
  keyOf(...scopes: string[]): Promise<Client>;
  /** Tests a config, and returns the status and the code. */
  tried(by: Client, at: string, body?: object): Promise<string>;
}

async function scene(site: string): Promise<Scene> {
  const admin = await harness.newInstance();
  return {
    admin,
    provider: await makeProvider(admin, { config_schema, test: TEST }),
    value: { site, token: TOKEN, zone: 'eu' },
    keyOf: (...scopes) => makeKey(harness, admin, ['operator', ...scopes]),
    tried: async (by, at, body = {}) => {
      const { status, body: answer } = await by.post(`${at}/test`, body);
      return `${status} ${answer.code}`;
    },
  };
}

/** Expects these answers, whether or not the guess is right. */
async function expectAlike(expected: string[], ask: (on: Scene) => Promise<string[]>): Promise<void> {
  for (const site of SITES) expect(await ask(await scene(site)), site).toEqual(expected);
}

const configIn = async ({ admin, provider, value }: Scene): Promise<string> =>
  `provider-configs/${(await makeConfig(admin, provider, { value })).id}`;

describe('a test', { timeout: 60_000 }, () => {
  test('with a guess, unsaved or saved, sends the other secrets no more, until they are sent too', async () => {
    await expectAlike([ALLOWED, STALE, STALE, ALLOWED, ALLOWED, STALE], async (on) => {
      const at = await configIn(on);
      const key = await on.keyOf();
      const answers = [await on.tried(key, at), await on.tried(key, at, { value: { site: GUESS } })];
      await key.patch(at, { value: { site: GUESS } });
      answers.push(await on.tried(key, at));
      await key.patch(at, { value: { site: GUESS, token: 'a-token-of-its-own' } });
      answers.push(await on.tried(key, at));
      await key.patch(at, { value: { zone: 'us' } });
      answers.push(await on.tried(key, at));
      await key.post(`${at}/revisions/1/restore`, {});
      await key.patch(at, { value: { site: GUESS } });
      return [...answers, await on.tried(key, at)];
    });
  });

  test('of a config over a vault is judged by what was sent to either', async () => {
    await expectAlike([ALLOWED, STALE, STALE], async (on) => {
      const { admin, provider, value } = on;
      const vault = await makeVault(admin, provider, { value });
      const made = { provider_id: provider.id, provider_config_vault_id: vault.id };
      const configs = [
        await admin.create('provider-configs', made),
        await admin.create('provider-configs', made),
      ];
      const [own, other] = configs.map(({ id }) => `provider-configs/${id}`) as [string, string];
      const key = await on.keyOf();
      const answers = [await on.tried(key, own)];
      await key.patch(own, { value: { site: GUESS } });
      answers.push(await on.tried(key, own));
      await key.patch(`provider-config-vaults/${vault.id}`, { value: { site: GUESS } });
      return [...answers, await on.tried(key, other)];
    });
  });

  test('of a new version whose address is a guess, or another secret that is one, waits for a confirmation', async () => {
    for (const url of [`http://${GUESS}/`, 'http://{token}/']) {
      await expectAlike([STALE, STALE, ALLOWED], async (on) => {
        const { admin, provider, value } = on;
        const at = await configIn({ ...on, value: { ...value, token: GUESS } });
        const key = await on.keyOf();
        await publish(admin, provider, '2', { config_schema, test: { url, headers } });
        const answers = [await on.tried(key, at)];
        await key.patch(at, { value: { zone: 'us' } });
        answers.push(await on.tried(key, at));
        await admin.create(`${at}/confirm-secrets`, {});
        return [...answers, await on.tried(key, at)];
      });
    }
  });

  test('is judged by the content for a key that may compare', async () => {
    const answers = [];
    for (const site of SITES) {
      const on = await scene(site);
      const at = await configIn(on);
      const key = await on.keyOf('provider-configs:compare');
      answers.push(await on.tried(key, at, { value: { site: GUESS } }));
      await key.patch(at, { value: { site: GUESS } });
      answers.push(await on.tried(key, at));
    }
    expect(answers).toEqual([ALLOWED, ALLOWED, STALE, STALE]);
  });
});
