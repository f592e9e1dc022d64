import type { Client, Harness } from './harness.ts';
import type { Answer } from './json-http.ts';

export const DAY_MS = 24 * 60 * 60_000;

export interface MadeKey extends Client {
  id: string;
  /** The answer of the creation. */
  made: Answer['body'];
}

/** Makes a further key of the client's instance and returns a client that uses it. */
export async function makeKey(
  harness: Harness,
  client: Client,
  scopes: string[],
  more: object = {},
): Promise<MadeKey> {
  const made = await client.create('api-keys', { name: 'Key', scopes, ...more });
  return { ...harness.as(String(made.secret)), id: made.id, made };
}

/** The id of the key that a client uses. */
export const ownId = async (harness: Harness, client: Client): Promise<string> =>
  (await harness.contextOf(client)).actor.keyId;

/** Sends a plain request and returns its status. */
export const knock = async (client: Client): Promise<number> => (await client.get('instance')).status;

/** Runs with the clock stopped at a moment, then restores the real clock. */
export async function at<T>(harness: Harness, moment: number, run: () => Promise<T>): Promise<T> {
  harness.setClock(new Date(moment));
  try {
    return await run();
  } finally {
    harness.setClock(null);
  }
}
