import { expect } from 'vitest';
import { isLongRun } from '../../../../scripts/testing/long.mjs';
import type { Client, Harness } from '../support/harness.ts';
import type { Answer } from '../support/json-http.ts';
import { makeProvider } from '../support/rules-kit.ts';

/** The scene of tests with concurrent writers and readers of one vault and its configs. */

export const PAIR = {
  type: 'object',
  required: ['a', 'b'],
  additionalProperties: false,
  properties: {
    a: { type: 'integer' },
    b: { type: 'integer' },
    own: { type: 'integer' },
    left: { type: 'integer' },
    right: { type: 'integer' },
    token: { type: 'string', writeOnly: true },
  },
};

export const pair = (n: number) => ({ a: n, b: n, token: `token-of-${n}` });

export async function startScene(client: Client) {
  const provider = await makeProvider(client, { config_schema: PAIR });
  const provider_id = provider.id;
  const vault = await client.create('provider-config-vaults', { provider_id, name: 'Vault', value: pair(1) });
  const follow = async () =>
    (await client.create('provider-configs', { provider_id, provider_config_vault_id: vault.id })).id;
  const own = async () => (await client.create('provider-configs', { provider_id, value: pair(1) })).id;
  return { client, provider_id, vault: `provider-config-vaults/${vault.id}`, vaultId: vault.id, follow, own };
}

export const reveal = async (client: Client, id: string): Promise<Answer['body']> => {
  const { status, body } = await client.post(`provider-configs/${id}/resolve`, { reason: 'a test' });
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
};

/**
 * The number of rounds: many in the long run on PostgreSQL, where transactions overlap; few on PGlite, which runs one
 * after the other.
 */
export const rounds = ({ database }: Harness, many: number, few: number): number =>
  database.driver === 'postgres' && isLongRun ? many : few;

/** Checks that answers have one of the expected statuses, and counts them. */
export class Tally {
  readonly counts = new Map<string, number>();

  take(what: string, { status, body }: Answer, allowed: (number | string)[]): boolean {
    const name = body.reason ?? body.code ?? status;
    if (!allowed.includes(status === 200 ? 200 : name)) {
      throw new Error(`${what}: ${status} ${JSON.stringify(body)}`);
    }
    const line = `${what}: ${status === 200 ? 200 : `${status} ${name}`}`;
    this.counts.set(line, (this.counts.get(line) ?? 0) + 1);
    return status === 200;
  }

  toString(): string {
    return [...this.counts].map(([line, times]) => `${line} ${times} times`).join('; ');
  }
}
