import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { testDriver } from '@berth/db/testing';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { bundleScript } from '../../../../scripts/toolchain/bundle.mjs';
import {
  type BerthProcess,
  buildServer,
  endOf,
  launchScript,
  onMigratedPostgres,
  startProcess,
} from '../support/server-process.ts';

/** Two real servers on one PostgreSQL. PGlite allows one process; rules/keys.db.test.ts covers it. */

/** The server with a clock that stands still, so that no cached token expires. */
const frozenServer = `
  import { readSettings } from './env.ts';
  import { createLog } from './log.ts';
  import { startServer } from './server/start.ts';
  const now = new Date();
  const server = await startServer(readSettings(), createLog('silent'), () => now);
  console.log(server.url);
`;

vi.setConfig({ testTimeout: 60_000 });

const MOST_TRIES = 400;
const BETWEEN_MS = 50;

describe.runIf(testDriver() === 'postgres')('two servers on one database', () => {
  let open: BerthProcess;
  let frozen: string;
  let stopFrozen: () => Promise<void>;
  let key: string;

  beforeAll(async () => {
    await buildServer();
    key = randomBytes(24).toString('hex');
    const env = { ...(await onMigratedPostgres()), PORT: '0', BERTH_BOOTSTRAP_KEY: key };
    open = await startProcess(env);
    const { child, output } = launchScript(await bundleScript(frozenServer), env);
    frozen = await new Promise<string>((resolve, reject) => {
      child.stdout?.once('data', (text: string) => resolve(text.trim()));
      child.once('exit', (code) => reject(new Error(`The server ended with ${code}:\n${output()}`)));
    });
    stopFrozen = async () => {
      child.kill('SIGKILL');
      await endOf(child);
    };
  }, 120_000);
  afterAll(async () => {
    await stopFrozen?.();
    await open?.stop();
  });

  const send = async (method: string, path: string, body?: object) => {
    const response = await fetch(`${open.url}/${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    expect(response.status).toBe(200);
    return (await response.json()) as { id: string; secret: string };
  };
  const knockFrozen = async (token: string) =>
    (await fetch(`${frozen}/instance`, { headers: { authorization: `Bearer ${token}` } })).status;

  /** Asks the other server repeatedly until it gives the status. Its cache does not expire by itself. */
  const untilAnswered = async (token: string, status: number) => {
    for (let tries = 1; tries <= MOST_TRIES; tries++) {
      if ((await knockFrozen(token)) === status) return tries;
      await setTimeout(BETWEEN_MS);
    }
    return null;
  };
  const newKey = () => send('POST', 'api-keys', { name: 'Shared', scopes: ['reader'] });

  test('a key that one revokes is refused by the other, which has just cached it', async ({ annotate }) => {
    const { id, secret } = await newKey();
    for (let n = 0; n < 3; n++) expect(await knockFrozen(secret)).toBe(200);
    await send('DELETE', `api-keys/${id}`);
    const tries = await untilAnswered(secret, 401);
    expect(tries).not.toBeNull();
    await annotate(`refused at try ${tries}, ${BETWEEN_MS} ms apart`);
  });

  test('scopes that one takes away, and an old secret, are refused by the other', async () => {
    const { id, secret } = await newKey();
    expect(await knockFrozen(secret)).toBe(200);
    await send('PATCH', `api-keys/${id}`, { scopes: ['providers:read'] });
    expect(await untilAnswered(secret, 403)).not.toBeNull();
    const rotated = await send('POST', `api-keys/${id}/rotate`, { overlap_seconds: 0 });
    expect(await untilAnswered(secret, 401)).not.toBeNull();
    expect(await knockFrozen(rotated.secret)).toBe(403);
  });

  test('a server that stops writes when its keys were last used', async () => {
    const { id, secret } = await newKey();
    const response = await fetch(`${open.url}/instance`, { headers: { authorization: `Bearer ${secret}` } });
    expect(response.status).toBe(200);
    expect(await open.stop()).toBe(0);
    const answer = await fetch(`${frozen}/api-keys/${id}`, { headers: { authorization: `Bearer ${key}` } });
    expect(await answer.json()).toMatchObject({
      last_used_at: expect.any(String),
      last_used_ip: '127.0.0.1',
    });
  });
});
