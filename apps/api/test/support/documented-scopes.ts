import { expect } from 'vitest';
import type { Face } from '../../src/face/face.ts';
import { operationsOf, scopesOf } from './documented-operations.ts';
import type { Client } from './harness.ts';
import { keyWith } from './models-kit.ts';

type Ask = (key: string, method: string, path: string, body?: object) => Promise<number>;

/** A scope that no operation of the faces needs. */
const OTHER = 'publishers:read';

/**
 * Checks that each operation answers 403 to a key that lacks one of the documented scopes, and accepts a key with
 * exactly those. `absent` fills the path parameters and names no row.
 */
export async function expectScopes(face: Face, plain: Client, absent: string, ask: Ask) {
  const keys = new Map<string, string>();
  const withScopes = async (scopes: string[]): Promise<string> => {
    const name = scopes.join();
    const key = keys.get(name) ?? (await keyWith(plain, scopes.length > 0 ? scopes : [OTHER]));
    keys.set(name, key);
    return key;
  };
  for (const documented of operationsOf(face)) {
    const { method, operation } = documented;
    const path = documented.path.replace(/\{\w+\}/, absent);
    const body = operation.requestBody ? {} : undefined;
    const needed = scopesOf(documented);
    const own = await ask(await withScopes(needed), method, path, body);
    expect([401, 403], operation.operationId).not.toContain(own);
    for (const lacking of needed) {
      const rest = needed.filter((scope) => scope !== lacking);
      const status = await ask(await withScopes(rest), method, path, body);
      expect(status, `${operation.operationId} without ${lacking}`).toBe(403);
    }
  }
}
