import type { Context } from '@berth/resource';
import { mayCompare } from '../may-compare.ts';
import type { AuditRow } from './chain.ts';

/** Returns the events as the key may see them: with digests of the values of those kinds that it may compare. */
export function withoutDigests(ctx: Context, rows: readonly AuditRow[]): AuditRow[] {
  const { resources } = ctx.services.registry;
  const comparable = new Set(
    resources.filter(({ wire }) => mayCompare(ctx, wire.path)).map(({ entity }) => entity.name),
  );
  return rows.map((row) =>
    comparable.has(row.resource_type ?? '')
      ? row
      : { ...row, before: hidden(row.before), after: hidden(row.after) },
  );
}

function hidden(changes: object | null): object | null {
  if (changes === null || !('value_state' in changes)) return changes;
  const leaves = changes.value_state as { path: string }[];
  const value_state = leaves.map(({ path }) => ({ path, digest: null, digest_reason: 'not_permitted' }));
  return { ...changes, value_state };
}
