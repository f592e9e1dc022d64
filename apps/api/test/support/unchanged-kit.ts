import { expect } from 'vitest';
import type { Client } from './harness.ts';

export const tagAt = async (client: Client, path: string): Promise<string> =>
  (await client.get(path)).headers.get('etag') ?? '';

/** Asks for an answer that is made anew, whatever the server has kept. */
export const getAnew = (client: Client, path: string) =>
  client.request('GET', path, undefined, { 'cache-control': 'no-cache' });

/** Asks as a caller who has the answer with this tag. Returns the status. */
export const askAgain = async (client: Client, path: string, tag: string): Promise<number> =>
  (await client.request('GET', path, undefined, { 'if-none-match': tag })).status;

/**
 * Makes the server keep answers. Returns a function that expects it to tell for each whether it has changed, and to
 * answer it as it now is, and returns the paths of those that have changed.
 */
export async function watch(client: Client, paths: readonly string[]): Promise<() => Promise<string[]>> {
  const tags = new Map<string, string>();
  for (const path of paths) {
    const tag = await tagAt(client, path);
    expect(tag, path).not.toBe('');
    for (const _ of [1, 2]) expect(await askAgain(client, path, tag), path).toBe(304);
    tags.set(path, tag);
  }
  return async () => {
    const changed: string[] = [];
    for (const [path, tag] of tags) {
      const told = await askAgain(client, path, tag);
      const { status, headers, body } = await getAnew(client, path);
      expect((await client.get(path)).body, path).toEqual(body);
      const isSame = status === 200 && headers.get('etag') === tag;
      expect(told, path).toBe(isSame ? 304 : status);
      if (!isSame) changed.push(path);
    }
    return changed;
  };
}
