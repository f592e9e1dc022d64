import { type Context, change, hold, inTransaction } from '@berth/resource';
import { setupErrors } from './errors.ts';
import { statusOf } from './state.ts';
import { type SetupSession, setupSessionEntity } from './table.ts';

/** The rows that a finished page has made. */
export type Made = Pick<SetupSession, 'auth_config_id' | 'provider_config_id' | 'identity_credential_id'>;

/** Holds a session that is still open. @throws DomainError `gone`. */
export async function holdPending(ctx: Context, id: string): Promise<SetupSession> {
  const row = await hold(ctx, setupSessionEntity, id, 'change');
  if (statusOf(row, ctx) !== 'pending') throw setupErrors.closed();
  return row;
}

/** Completes a held session. */
export const complete = (ctx: Context, session: SetupSession, made: Made) =>
  record(ctx, session, { outcome: 'completed', ...made });

/** Ends a session on its own that cannot be finished any more. */
export const fail = (ctx: Context, session: SetupSession) =>
  inTransaction(ctx, async (inner) => {
    await record(inner, await holdPending(inner, session.id), { outcome: 'failed' });
    return {};
  });

/** Changes the outcome of a held session, and appends the event of it. */
async function record(ctx: Context, session: SetupSession, changes: Partial<SetupSession>): Promise<void> {
  await change(ctx, setupSessionEntity, session.id, changes);
  const { outcome: status, ...rows } = changes;
  await ctx.services.audit.append(ctx, {
    action: `provider-setup-sessions.${status === 'completed' ? 'complete' : 'fail'}`,
    resource_type: setupSessionEntity.name,
    resource_id: session.id,
    before: { status: session.outcome },
    after: { status, ...rows },
  });
}
