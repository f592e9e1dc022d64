import type { Context } from '@berth/resource';
import { mayCompare } from '../may-compare.ts';
import type { AuditRow } from './chain.ts';

/** Returns the events as the key may see them. */
export function withoutDigests(ctx: Context, rows: readonly AuditRow[]): AuditRow[] {
  if (mayCompare(ctx)) return [...rows];
  return rows.map((row) => ({ ...row, before: hidden(row.before), after: hidden(row.after) }));
}

function hidden(changes: object | null): object | null {
  if (changes === null || !('value_state' in changes)) return changes;
  const leaves = changes.value_state as { path: string }[];
  return { ...changes, value_state: leaves.map(({ path }) => ({ path, digest: null })) };
}
