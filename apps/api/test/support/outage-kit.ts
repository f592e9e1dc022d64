import { createServer, connect as dial, type Socket } from 'node:net';
import { openPostgres } from '@berth/db';
import { closeAfterFile } from '@berth/db/testing';
import { expect } from 'vitest';
import { type Harness, startHarness } from './harness.ts';
import type { Answer } from './json-http.ts';

/** A proxy in front of a database that can simulate outages. */
export interface Gate {
  /** The database's URL through the proxy. */
  readonly url: string;
  /** Lets everything pass, for connections from now on. */
  open(): Promise<void>;
  /** Ends the connections and refuses further ones. */
  close(): Promise<void>;
  /** Ends the connections, and each further one as soon as it is accepted. */
  drop(): Promise<void>;
  /** Forwards nothing and ends nothing, like a network that loses every packet. */
  silence(): Promise<void>;
  /**
   * Resets the connection that sends a message with this text to the database: before the message passes, or after the
   * answer.
   */
  cutAt(text: string, when: 'before' | 'after'): void;
  /** Resets every connection. */
  reset(): void;
}

/** Opens a proxy in front of the database of a URL. */
export async function openGate(target: string): Promise<Gate> {
  const { hostname, port } = new URL(target);
  const pairs = new Set<{ near: Socket; far: Socket | null }>();
  let state: 'open' | 'drop' | 'silent' = 'open';
  let cut: { text: string; when: 'before' | 'after' } | null = null;

  const server = createServer((near) => {
    near.on('error', () => {});
    if (state === 'drop') return void near.destroy();
    const far = state === 'silent' ? null : dial(Number(port), hostname);
    const pair = { near, far };
    pairs.add(pair);
    near.on('close', () => {
      pairs.delete(pair);
      far?.destroy();
    });
    if (!far) return;
    far.on('error', () => {});
    far.on('close', () => near.destroy());
    far.on('data', (chunk) => {
      if (state !== 'silent') near.write(chunk);
    });
    near.on('data', (chunk) => {
      if (state === 'silent') return;
      if (!cut || !chunk.includes(cut.text)) return void far.write(chunk);
      const { when } = cut;
      cut = null;
      if (when === 'before') return void near.resetAndDestroy();
      far.removeAllListeners('data');
      far.once('data', () => near.resetAndDestroy()); // the database has answered, so the statement is done
      far.write(chunk);
    });
  });
  const listen = (on: number) =>
    new Promise<void>((resolve) => {
      server.listen(on, '127.0.0.1', resolve);
    });
  const endAll = () => {
    for (const { near } of pairs) near.destroy();
  };
  await listen(0);
  const own = (server.address() as { port: number }).port;
  const become = async (next: typeof state): Promise<void> => {
    state = next;
    if (!server.listening) await listen(own);
  };
  const url = new URL(target);
  url.host = `127.0.0.1:${own}`;
  const close = async () => {
    const closed = server.listening && new Promise((resolve) => server.close(resolve));
    endAll();
    await closed;
  };
  closeAfterFile(close);
  return {
    url: url.href,
    open: () => become('open'),
    close,
    drop: async () => {
      await become('drop');
      endAll();
    },
    silence: () => become('silent'),
    cutAt: (text, when) => {
      cut = { text, when };
    },
    reset: () => {
      for (const { near } of pairs) near.resetAndDestroy();
    },
  };
}

/**
 * Starts the application on a database behind a proxy, with a timeout of one second. `harness.database.query` bypasses
 * the proxy.
 */
export async function startBehindGate(): Promise<{ harness: Harness; gate: Gate }> {
  let gate: Gate | undefined;
  const harness = await startHarness({
    directly: true,
    around: async (database) => {
      gate = await openGate(database.url ?? '');
      const through = openPostgres(gate.url, { connectSeconds: 1, answerSeconds: 1 });
      closeAfterFile(() => through.close());
      const { driver, read, transaction } = through;
      return { ...database, driver, read, transaction };
    },
  });
  if (!gate) throw new Error('The harness has not asked for its database');
  return { harness, gate };
}

/** Every kind of outage. */
export const outages = [
  ['refuses connections', (gate: Gate) => gate.close()],
  ['ends every accepted connection', (gate: Gate) => gate.drop()],
  ['answers nothing any more', (gate: Gate) => gate.silence()],
] as const;

/** Checks that an answer says only that the database is unavailable, and when to retry. */
export function expectAway(answer: Answer): void {
  expect(answer.headers.get('retry-after')).toBe('5');
  expectAwayOrBusy(answer);
}

/** Checks the same of one of many requests: on a busy machine some may have waited for a free connection. */
export function expectAwayOrBusy({ status, headers, body }: Answer): void {
  expect(status, JSON.stringify(body)).toBe(503);
  expect(['2', '5']).toContain(headers.get('retry-after'));
  expect(JSON.stringify(body)).not.toMatch(/127\.0\.0\.1|localhost|postgres|ECONN|CONNECT|TIMEOUT|:\d{4,5}/);
}
