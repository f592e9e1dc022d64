import { type Context, type Filter, state } from '@berth/resource';
import { and, eq, type SQL, sql } from 'drizzle-orm';
import { nameOfValue, valueName } from '../outcome.ts';
import { providerConfigs } from '../tables/provider-config.ts';
import type { Tested } from './staged-test.ts';
import type { StoredValue } from './stored-value.ts';

/** Names a value under a specification, whose version has the test. */
const nameOf = (value: Parameters<typeof nameOfValue>[0], specificationId: string): string =>
  `${nameOfValue(value)}@${specificationId}`;

/**
 * Keeps the outcome of a test of a config's stored value. The row version and `updated_at` stay, because the config
 * stays as it is. A value that has been changed meanwhile has another name, and the outcome is not about it.
 */
export async function keepTest(ctx: Context, { config, vault }: StoredValue, tested: Tested): Promise<void> {
  const { revision, specification_id, provider_config_vault_id: vaultId } = config;
  const test_of = nameOf({ revision, vaultId, vaultRevision: vault?.revision }, specification_id);
  await ctx.db
    .update(providerConfigs)
    .set({ test_failed: tested.status !== 'passed', tested_at: ctx.now.toISOString(), test_of })
    .where(and(eq(providerConfigs.instance_id, ctx.instanceId), eq(providerConfigs.id, config.id)));
}

const isOfValue = (): SQL =>
  sql`${providerConfigs.test_of} = ${valueName()} || '@' || ${providerConfigs.specification_id}`;

/** Keeps the configs by the outcome of the last test of their present value. */
export const configsByTest = (): Filter => ({
  ...state({
    passed: () => sql`${providerConfigs.test_failed} is false and ${isOfValue()}`,
    failed: () => sql`${providerConfigs.test_failed} is true and ${isOfValue()}`,
  }),
  about: () =>
    'Filter by the outcome of the last test of the present value: `failed` when a stage did not pass. Rows whose value was not tested since it changed match neither.',
});

interface Row {
  revision: number | null;
  specification_id: string;
  provider_config_vault_id: string | null;
  vault_revision: number | null;
  vault: { revision: number } | null;
  test_failed: boolean | null;
  tested_at: string | null;
  test_of: string | null;
}

/** The outcome and the time of the last test of the present value; null for none. */
export function lastTestOf(row: Row): { test_status: 'passed' | 'failed' | null; tested_at: string | null } {
  const vaultId = row.provider_config_vault_id;
  const vaultRevision = vaultId === null ? null : (row.vault_revision ?? row.vault?.revision);
  const isOfNow =
    row.test_of === nameOf({ revision: row.revision, vaultId, vaultRevision }, row.specification_id);
  if (row.test_failed === null || !isOfNow) return { test_status: null, tested_at: null };
  return { test_status: row.test_failed ? 'failed' : 'passed', tested_at: row.tested_at };
}
