import type { Client, Harness } from './harness.ts';
import type { Answer } from './json-http.ts';

export const DAY_MS = 24 * 60 * 60_000;

export interface MadeKey extends Client {
  id: string;
  /** As the creation showed it. */
  made: Answer['body'];
}

/** A further key of the client's instance, which speaks for itself. */
export async function makeKey(
  harness: Harness,
  client: Client,
  scopes: string[],
  more: object = {},
): Promise<MadeKey> {
  const made = await client.create('api-keys', { name: 'Key', scopes, ...more });
  return { ...harness.as(String(made.secret)), id: made.id, made };
}

/** The id of the key that a client speaks with. */
export const ownId = async (harness: Harness, client: Client): Promise<string> =>
  (await harness.contextOf(client)).actor.keyId;

/** The status of a plain request. */
export const knock = async (client: Client): Promise<number> => (await client.get('instance')).status;

/** Runs at a moment that stands still, and gives the real clock back. */
export async function at<T>(harness: Harness, moment: number, run: () => Promise<T>): Promise<T> {
  harness.setClock(new Date(moment));
  try {
    return await run();
  } finally {
    harness.setClock(null);
  }
}
