import { expect } from 'vitest';
import type { Client } from './harness.ts';

/** Reads at most four pages of 100 one after the other, from a position on. Returns the ids as they are listed. */
export async function walked(
  client: Client,
  list: string,
  side: 'after' | 'before',
  start?: string,
): Promise<string[]> {
  const ids: string[] = [];
  let position = start === undefined ? '' : `&${side}=${start}`;
  for (let page = 0; page < 4; page++) {
    const { status, body } = await client.get(`/${list}&limit=100${position}`);
    expect(status, JSON.stringify(body)).toBe(200);
    const found = body.items.map(({ id }: { id: string }) => id);
    if (side === 'after') ids.push(...found);
    else ids.unshift(...found);
    if (!body.pagination[side === 'after' ? 'has_more_after' : 'has_more_before']) return ids;
    position = `&${side}=${side === 'after' ? found.at(-1) : found[0]}`;
  }
  return ids;
}
