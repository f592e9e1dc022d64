import { DomainError, invalidData, type Problem } from '@berth/kernel';
import {
  type Context,
  change,
  hold,
  inTransaction,
  perform,
  together,
  transact,
  verbNamed,
} from '@berth/resource';
import { and, eq, gt, isNull, or, sql } from 'drizzle-orm';
import { hashToken } from '../../governance/token-hash.ts';
import { authConfig, createFromPage } from '../auth-config/index.ts';
import { providerConfig } from '../provider-config/index.ts';
import type { JsonObject } from '../value/index.ts';
import { setupErrors } from './errors.ts';
import { statusOf } from './state.ts';
import { type SetupSession, setupSessionEntity, setupSessions } from './table.ts';
import type { Visit } from './visit.ts';

/** The number of times that a form may be sent. */
export const MOST_TRIES = 20;

/** The parts of a form. A problem of a part has its name as the first step of the path. */
export interface Submission {
  /** The cookie of the browser. */
  browser: string;
  /** The credential, and the auth method that it is for. */
  auth: { methodId: string; value: JsonObject } | null;
  config: JsonObject | null;
}

/**
 * Finishes a session: makes or changes its auth config, makes its config, and completes it, in one transaction. The
 * trail names the session as the actor. A refused form counts as a try.
 * @throws DomainError `invalid_data` with the problems of both parts; `gone`, `forbidden`.
 */
export async function finishSetup(visit: Visit, submission: Submission): Promise<void> {
  const { ctx, session } = visit;
  const tries = await countTry(ctx, session, submission.browser);
  if (tries > MOST_TRIES) {
    await end(ctx, session, { outcome: 'failed' });
    throw setupErrors.closed();
  }
  await together(ctx, async (inner) => {
    const row = await holdPending(inner, session.id);
    const problems: Problem[] = [];
    const made = {
      auth_config_id: await partOf('auth', problems, () => storeCredential(inner, row, submission.auth)),
      provider_config_id: await partOf('config', problems, () => storeConfig(inner, row, submission.config)),
    };
    if (problems.length > 0) throw invalidData(problems);
    await complete(inner, row, made);
    return {};
  });
}

/** Counts a try, and binds the session to the first browser that tries. @throws DomainError `gone`, `forbidden`. */
async function countTry(ctx: Context, { id }: SetupSession, browser: string): Promise<number> {
  const hash = hashToken(browser);
  const { browser_hash, attempts, status, outcome, expires_at } = setupSessions;
  const isSession = and(eq(setupSessions.instance_id, ctx.instanceId), eq(setupSessions.id, id));
  const [counted] = await transact(ctx, (db) =>
    db
      .update(setupSessions)
      .set({ attempts: sql`${attempts} + 1`, browser_hash: sql`coalesce(${browser_hash}, ${hash})` })
      .where(
        and(
          isSession,
          eq(status, 'active'),
          eq(outcome, 'pending'),
          gt(expires_at, ctx.now.toISOString()),
          or(isNull(browser_hash), eq(browser_hash, hash)),
        ),
      )
      .returning({ attempts }),
  );
  if (counted) return counted.attempts;
  const [row] = await ctx.db.select().from(setupSessions).where(isSession);
  throw row && statusOf(row, ctx) === 'pending' ? setupErrors.otherBrowser() : setupErrors.closed();
}

/** True for a session that another browser has begun. */
export const isBegunElsewhere = ({ session: { browser_hash } }: Visit, browser: string): boolean =>
  browser_hash !== null && browser_hash !== hashToken(browser);

async function holdPending(ctx: Context, id: string): Promise<SetupSession> {
  const row = await hold(ctx, setupSessionEntity, id, 'change');
  if (statusOf(row, ctx) !== 'pending') throw setupErrors.closed();
  return row;
}

/** Runs one part, and keeps its problems under its name, so that a form shows those of both parts. */
async function partOf(
  name: 'auth' | 'config',
  problems: Problem[],
  run: () => Promise<string | null>,
): Promise<string | null> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'invalid_data') throw error;
    for (const problem of error.details.errors ?? []) {
      problems.push({ ...problem, path: [name, ...problem.path.slice(1)] });
    }
    return null;
  }
}

/** Makes the auth config, or replaces the value of the one that the session is for. */
async function storeCredential(
  ctx: Context,
  session: SetupSession,
  auth: Submission['auth'],
): Promise<string | null> {
  if (session.type === 'config_only') return null;
  if (auth === null) throw new Error(`The form of ${session.id} lacks its credential`);
  if (session.auth_config_id !== null) {
    const asked = { id: session.auth_config_id, input: { value_replace: auth.value } };
    await perform(ctx, authConfig, verbNamed(authConfig, 'update'), asked);
    return session.auth_config_id;
  }
  const input = {
    provider_auth_method_id: auth.methodId,
    provider_deployment_id: session.provider_deployment_id,
    name: session.name,
    value: auth.value,
  };
  return String((await perform(ctx, authConfig, createFromPage, { input })).id);
}

async function storeConfig(
  ctx: Context,
  session: SetupSession,
  value: JsonObject | null,
): Promise<string | null> {
  if (session.type === 'auth_only') return null;
  const input = {
    provider_id: session.provider_id,
    provider_deployment_id: session.provider_deployment_id,
    name: session.name,
    value: value ?? {},
  };
  return String((await perform(ctx, providerConfig, verbNamed(providerConfig, 'create'), { input })).id);
}

const complete = (
  ctx: Context,
  session: SetupSession,
  made: Pick<SetupSession, 'auth_config_id' | 'provider_config_id'>,
) => record(ctx, session, { outcome: 'completed', ...made });

/** Ends a session on its own. */
const end = (ctx: Context, session: SetupSession, change: Partial<SetupSession>) =>
  inTransaction(ctx, async (inner) => {
    await record(inner, await holdPending(inner, session.id), change);
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
