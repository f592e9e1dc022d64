import type { Context } from '@berth/resource';
import type { AuditRow } from './chain.ts';

/** The events as the key may see them: a digest is for those who could learn the secret or replace it. */
export function withoutDigests(ctx: Context, rows: readonly AuditRow[]): AuditRow[] {
  const mayCompare = [
    'provider-configs:reveal',
    'provider-configs:write',
    'provider-config-vaults:write',
    'provider-auth-configs:write',
  ];
  if (mayCompare.some((scope) => ctx.scopes.has(scope))) return [...rows];
  return rows.map((row) => ({ ...row, before: hidden(row.before), after: hidden(row.after) }));
}

function hidden(changes: object | null): object | null {
  if (changes === null || !('value_state' in changes)) return changes;
  const leaves = changes.value_state as { path: string }[];
  return { ...changes, value_state: leaves.map(({ path }) => ({ path, digest: null })) };
}
