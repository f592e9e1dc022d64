import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { SealError } from './envelope.ts';
import {
  composeProviders,
  KeyServiceError,
  MissingKeyError,
  newDataKey,
  proveProvider,
} from './key-provider.ts';
import { createKeyRing } from './key-ring.ts';
import { startTransitServer, type TransitServer, type Trouble } from './testing/index.ts';
import { createTransit, type TransitSettings } from './transit.ts';

const PLACE = 'data-key ins_1 dek_1';
const running: TransitServer[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

async function start(given: Partial<TransitSettings> = {}) {
  const server = await startTransitServer(given);
  running.push(server);
  return { server, transit: createTransit(server.settings, { timeoutMs: 300, backOffMs: 1 }) };
}

/** Returns the error that a call rejects with. */
async function refusalOf(call: Promise<unknown>): Promise<Error> {
  return call.then(
    () => {
      throw new Error('It was not refused');
    },
    (error: Error) => error,
  );
}

test('a data key is wrapped on the server, under an id of mount, key and version', async () => {
  const { server, transit } = await start({ mount: 'team/transit', key: 'berth-1', namespace: 'a/b' });
  const dataKey = newDataKey();
  const stored = await transit.wrap(dataKey, PLACE);
  expect(stored.masterKeyId).toBe('team/transit/berth-1:v1');
  expect(await transit.activeKeyId()).toBe(stored.masterKeyId);
  expect(await transit.unwrap(stored, PLACE)).toEqual(dataKey);
  expect(server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST encrypt/berth-1',
    'GET keys/berth-1',
    'POST decrypt/berth-1',
  ]);
  expect(server.requests[0]).toMatchObject({
    headers: { 'x-vault-token': server.settings.token, 'x-vault-namespace': 'a/b' },
    body: {
      plaintext: dataKey.toString('base64'),
      associated_data: Buffer.from(PLACE).toString('base64'),
    },
  });
});

test('the active id follows the newest version on the server, and older versions open', async () => {
  const { server, transit } = await start();
  const dataKey = newDataKey();
  const stored = await transit.wrap(dataKey, PLACE);
  server.rotate();
  expect(await transit.activeKeyId()).toBe('transit/berth:v2');
  expect((await transit.wrap(dataKey, PLACE)).masterKeyId).toBe('transit/berth:v2');
  expect(await transit.unwrap(stored, PLACE)).toEqual(dataKey);
});

test('a provider opens only ids of its own mount and key', async () => {
  const { transit } = await start();
  const ids = [
    'transit/berth:v1',
    'transit/berth:v20',
    'transit/berth:v0',
    'transit/berth:v1x',
    'transit/berth',
  ];
  expect(ids.map((id) => transit.opens(id))).toEqual([true, true, false, false, false]);
  for (const id of ['transit/other:v1', 'x/transit/berth:v1', 'mk_000000000000']) {
    expect(transit.opens(id)).toBe(false);
    const refusal = await refusalOf(transit.unwrap({ masterKeyId: id, wrapped: randomBytes(60) }, PLACE));
    expect(refusal).toBeInstanceOf(MissingKeyError);
  }
});

describe('a wrapped key does not open', () => {
  test('at another place, under another version, or with any bit flipped', { timeout: 30_000 }, async () => {
    const { server, transit } = await start();
    const stored = await transit.wrap(newDataKey(), PLACE);
    server.rotate();
    const others = [
      transit.unwrap(stored, `${PLACE} `),
      transit.unwrap({ ...stored, masterKeyId: 'transit/berth:v2' }, PLACE),
      transit.unwrap({ ...stored, wrapped: Buffer.alloc(0) }, PLACE),
    ];
    for (const call of others) expect(await refusalOf(call)).toBeInstanceOf(SealError);
    for (let bit = 0; bit < stored.wrapped.length * 8; bit++) {
      const wrapped = Buffer.from(stored.wrapped);
      wrapped.writeUInt8(wrapped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(await refusalOf(transit.unwrap({ ...stored, wrapped }, PLACE))).toBeInstanceOf(SealError);
    }
  });

  test('when its version is disallowed or unknown or the key is gone, and the error names the id', async () => {
    const { server, transit } = await start();
    const stored = await transit.wrap(newDataKey(), PLACE);
    server.rotate();
    server.requireVersion(2);
    const missing = async (masterKeyId = stored.masterKeyId) => {
      const refusal = await refusalOf(transit.unwrap({ ...stored, masterKeyId }, PLACE));
      expect(refusal).toBeInstanceOf(MissingKeyError);
      expect(refusal).toMatchObject({ masterKeyId, message: `The master key ${masterKeyId} is missing` });
    };
    await missing();
    await missing('transit/berth:v3');
    server.requireVersion(1);
    await transit.unwrap(stored, PLACE);
    server.setKeyPresent(false);
    await missing();
  });

  test('when the server has another key of this name', async () => {
    const { server, transit } = await start();
    const stored = await transit.wrap(newDataKey(), PLACE);
    server.replaceKey();
    const refusal = await refusalOf(transit.unwrap(stored, PLACE));
    expect(refusal).toBeInstanceOf(SealError);
    expect(refusal).not.toBeInstanceOf(MissingKeyError);
  });
});

describe('a failing server', () => {
  const passing: [string, Trouble][] = [
    ['503', { status: 503, body: '{"errors":["Vault is sealed"]}' }],
    ['500', { status: 500, body: '{"errors":["internal error"]}' }],
    ['429', { status: 429, body: '{"errors":["rate limit quota exceeded"]}' }],
    ['a connection that ends', 'drop'],
    ['no answer in time', 'silence'],
  ];

  test.each(passing)('is retried after %s, at most twice', async (_what, trouble) => {
    const { server, transit } = await start();
    server.trouble(trouble, trouble);
    const stored = await transit.wrap(newDataKey(), PLACE);
    expect(server.requests).toHaveLength(3);
    server.trouble(trouble, trouble, trouble, trouble);
    expect(await refusalOf(transit.unwrap(stored, PLACE))).toBeInstanceOf(KeyServiceError);
    expect(server.requests).toHaveLength(6);
  });

  const lasting: [string, Trouble, string][] = [
    ['403', { status: 403, body: '{"errors":["permission denied"]}' }, 'answers 403: permission denied'],
    ['404', { status: 404, body: '{"errors":[]}' }, 'answers 404'],
    ['a redirect', { status: 307, headers: { location: '/v1/transit/keys/berth' } }, 'answers 307'],
    ['what is not JSON', { status: 200, body: '<html>' }, 'answers what is no answer of Transit'],
    ['no data', { status: 200, body: '{"data":null}' }, 'answers what is no answer of Transit'],
    ['another answer', { status: 200, body: '{"data":{"ciphertext":"v1:AA=="}}' }, 'gives what is no key'],
  ];

  test.each(lasting)('is not retried after %s, and the error says so', async (_what, trouble, sentence) => {
    const { server, transit } = await start();
    server.trouble(trouble);
    const refusal = await refusalOf(transit.wrap(newDataKey(), PLACE));
    expect(refusal).toBeInstanceOf(KeyServiceError);
    expect(refusal.message).toContain(`The Transit server at ${server.settings.url} ${sentence}`);
    expect(server.requests).toHaveLength(1);
  });

  test('that cannot be reached is named, with the reason', async () => {
    const { server, transit } = await start();
    await server.close();
    expect((await refusalOf(transit.activeKeyId())).message).toBe(
      `The Transit server at ${server.settings.url} cannot be reached (ECONNREFUSED)`,
    );
  });

  test('that echoes the request gets neither token nor key into an error', async () => {
    const { server, transit } = await start();
    const dataKey = newDataKey();
    const { token } = server.settings;
    const errors = [`bad ${token}\n and ${dataKey.toString('base64')}`, { a: 1 }, 'x'.repeat(5_000)];
    server.trouble({ status: 400, body: JSON.stringify({ errors }) });
    const refusal = await refusalOf(transit.wrap(dataKey, PLACE));
    expect(refusal.message).toContain('answers 400: bad … and …; ');
    expect(refusal.message.length).toBeLessThan(700);
    expect(refusal.message).not.toContain('\n');
    expect(JSON.stringify(refusal)).not.toContain(token);
  });
});

describe('proveProvider', () => {
  test('passes for an existing key, and does not let encrypt create a missing one', async () => {
    const { server, transit } = await start();
    await proveProvider(transit);
    server.setKeyPresent(false);
    await expect(proveProvider(transit)).rejects.toThrow('answers 404: it has no key berth in transit');
    expect(server.requests.at(-1)?.path).toBe('keys/berth');
  });

  test('fails when the server does not bind the place to the wrapped key', async () => {
    const { server, transit } = await start();
    server.setOld(true);
    await expect(proveProvider(transit)).rejects.toThrow('does not bind what it wraps to its place');
  });
});

test('keys move from a local ring to Transit and back', async () => {
  const { transit } = await start();
  const ring = createKeyRing([{ key: randomBytes(32) }]);
  const dataKey = newDataKey();
  const there = composeProviders(transit, ring);
  const underRing = await ring.wrap(dataKey, PLACE);
  const underTransit = await there.wrap(await there.unwrap(underRing, PLACE), PLACE);
  expect(underTransit.masterKeyId).toBe(await transit.activeKeyId());
  const back = composeProviders(ring, transit);
  const again = await back.wrap(await back.unwrap(underTransit, PLACE), PLACE);
  expect(again.masterKeyId).toBe(await ring.activeKeyId());
  expect(await ring.unwrap(again, PLACE)).toEqual(dataKey);
});
