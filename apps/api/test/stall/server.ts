import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildServer, makeFolder, onMigratedDatabase, startProcess } from '../support/server-process.ts';

/** The effect of one request on the server. */
export interface Measured {
  status: number;
  /** The longest pause of the event loop, in ms. */
  pause: number;
  /** The resident memory after it, in bytes. */
  memory: number;
  body: { id?: string; errors?: { message: string }[] } & Record<string, unknown>;
}

export type Send = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Measured>;

/** Starts a server on the database of the run whose event loop is watched. `send` makes one request and measures it. */
export async function startWatched() {
  await buildServer();
  const folder = makeFolder();
  const portFile = join(folder.path, 'port');
  const key = randomBytes(24).toString('hex');
  const server = await startProcess({
    ...(await onMigratedDatabase(folder.path)),
    BERTH_BOOTSTRAP_KEY: key,
    BERTH_REVEALS_PER_MINUTE: '100000',
    BERTH_STALL_PORT_FILE: portFile,
    NODE_OPTIONS: `--import ${join(import.meta.dirname, 'watch-loop.mjs')}`,
  });
  while (!existsSync(portFile)) await new Promise((resolve) => setTimeout(resolve, 20));
  const watch = `http://127.0.0.1:${readFileSync(portFile, 'utf8')}`;
  const read = async () => (await (await fetch(watch)).json()) as Pick<Measured, 'pause' | 'memory'>;
  const send: Send = async (method, path, body, headers = {}) => {
    // Bodies are written before the request begins
    const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
    await read();
    const response = await fetch(`${server.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        'x-api-key': key,
        ...(text === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(text === undefined ? {} : { body: text }),
    });
    const answer = await response.text();
    const measured = await read();
    const isJson = response.headers.get('content-type')?.includes('json') && !answer.includes('\n{');
    return { status: response.status, ...measured, body: isJson && answer !== '' ? JSON.parse(answer) : {} };
  };
  const stop = async () => {
    await server.stop();
    folder.remove();
  };
  return { send, stop };
}
