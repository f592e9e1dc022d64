import { touch } from '@berth/db';
import type { Context } from '@berth/resource';
import { and, eq, inArray, isNotNull, ne, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { apiKeys } from '../../governance/api-key/table.ts';
import { dashboardSessions } from '../../governance/dashboard-session/table.ts';
import { masterKeysJob } from '../../governance/encryption/index.ts';
import { idempotencyRecords } from '../../governance/idempotency/table.ts';
import { jobs } from '../../governance/job/table.ts';
import { authConfigs } from '../auth-config/table.ts';
import { authCredentials } from '../auth-credentials/table.ts';
import { setupSessions, setupSignIns } from '../setup-session/table.ts';
import { configVaults } from '../tables/config-vault.ts';
import { providerConfigs } from '../tables/provider-config.ts';
import { valueRevisions } from '../tables/value-revision.ts';

/** The rows of one statement: a batch of the longest values takes about as long as one request. */
const BATCH = 200;

/** Rows of the instance of a context that are destroyed batch by batch. */
export interface Part {
  /** True for the rows that the progress of the job counts. */
  counts?: true;
  /** Finds rows that are left. */
  find(ctx: Context): Promise<string[]>;
  destroy(ctx: Context, ids: readonly string[]): Promise<void>;
}

type Tenant = PgTable & Record<'instance_id' | 'id', PgColumn>;

/** Finds the ids of a batch of rows of the instance. */
async function idsOf({ db, instanceId }: Context, table: Tenant, more?: SQL): Promise<string[]> {
  const rows = await db
    .select({ id: table.id })
    .from(table)
    .where(and(eq(table.instance_id, instanceId), more))
    .limit(BATCH);
  return rows.map(({ id }) => String(id));
}

/** The condition for the rows of the instance with these ids. */
const among = ({ instanceId }: Context, table: Tenant, ids: readonly string[]) =>
  and(eq(table.instance_id, instanceId), inArray(table.id, [...ids]));

/** Values of configs, vaults, auth configs and auth credentials. The revision stays, as a destroyed one. */
const values: Part = {
  counts: true,
  find: (ctx) => idsOf(ctx, valueRevisions, isNotNull(valueRevisions.ciphertext)),
  destroy: async (ctx, ids) => {
    const { db, now } = ctx;
    await db
      .update(valueRevisions)
      .set({
        ciphertext: null,
        value_state: null,
        destroyed_at: now.toISOString(),
        ...touch(valueRevisions, now),
      })
      .where(and(among(ctx, valueRevisions, ids), isNotNull(valueRevisions.ciphertext)));
  },
};

const signIns: Part = {
  find: (ctx) => idsOf(ctx, setupSignIns),
  destroy: async (ctx, ids) => {
    await ctx.db.delete(setupSignIns).where(among(ctx, setupSignIns, ids));
  },
};

/** No text hashes to it, so no link opens the session. */
const NO_SECRET = 'erased';

/** Setup sessions stay as rows. Their links, their look and the addresses that they lead to go. */
const sessions: Part = {
  find: (ctx) => idsOf(ctx, setupSessions, ne(setupSessions.secret_hash, NO_SECRET)),
  destroy: async (ctx, ids) => {
    const { db, now } = ctx;
    await db
      .update(setupSessions)
      .set({
        secret_hash: NO_SECRET,
        browser_hash: null,
        redirect_url: null,
        configuration: null,
        expires_at: sql`least(${setupSessions.expires_at}, ${now.toISOString()}::timestamptz)`,
        ...touch(setupSessions, now),
      })
      .where(among(ctx, setupSessions, ids));
  },
};

/** Kept answers of requests with an idempotency key. A row is named by its route and key. */
const answers: Part = {
  find: async ({ db, instanceId }) => {
    const { route, key } = idempotencyRecords;
    const rows = await db
      .select({ route, key })
      .from(idempotencyRecords)
      .where(eq(idempotencyRecords.instance_id, instanceId))
      .limit(BATCH);
    return rows.map((row) => JSON.stringify([row.route, row.key]));
  },
  destroy: async ({ db, instanceId }, ids) => {
    const named = ids.map((id) => {
      const [route = '', key = ''] = JSON.parse(id) as string[];
      return and(eq(idempotencyRecords.route, route), eq(idempotencyRecords.key, key));
    });
    await db
      .delete(idempotencyRecords)
      .where(and(eq(idempotencyRecords.instance_id, instanceId), or(...named)));
  },
};

/**
 * Jobs of the instance, with their inputs and states. The job that erases stays, and so does a rotation of the master
 * keys: it is work for the whole installation, and stores nothing of the instance.
 */
const otherJobs: Part = {
  find: (ctx) => idsOf(ctx, jobs, and(ne(jobs.id, ctx.requestId), ne(jobs.kind, masterKeysJob.kind))),
  destroy: async (ctx, ids) => {
    await ctx.db.delete(jobs).where(among(ctx, jobs, ids));
  },
};

/** Sessions of the dashboard that keys of the instance have opened. */
const signedIn: Part = {
  find: async ({ db, instanceId }) => {
    const rows = await db
      .select({ id: dashboardSessions.token_hash })
      .from(dashboardSessions)
      .innerJoin(apiKeys, eq(apiKeys.id, dashboardSessions.api_key_id))
      .where(eq(apiKeys.instance_id, instanceId))
      .limit(BATCH);
    return rows.map(({ id }) => id);
  },
  destroy: async ({ db }, ids) => {
    await db.delete(dashboardSessions).where(inArray(dashboardSessions.token_hash, [...ids]));
  },
};

/** Columns that tell something about a value that is gone: they become `none` where one of them is set. */
const told = <T extends Tenant & Parameters<typeof touch>[0]>(
  table: T,
  isSet: SQL,
  none: Partial<T['$inferInsert']>,
): Part => ({
  find: (ctx) => idsOf(ctx, table, isSet),
  destroy: async (ctx, ids) => {
    await ctx.db
      .update(table as PgTable)
      .set({ ...none, ...touch(table, ctx.now) })
      .where(among(ctx, table, ids));
  },
});

const NO_AGE = { oldest_secret_at: null };

/** The ages of secrets, the last tests of configs, and the tokens that would be renewed. */
const columns: readonly Part[] = [
  told(configVaults, isNotNull(configVaults.oldest_secret_at), NO_AGE),
  told(authCredentials, isNotNull(authCredentials.oldest_secret_at), NO_AGE),
  told(
    providerConfigs,
    sql`(${providerConfigs.oldest_secret_at} is not null or ${providerConfigs.tested_at} is not null)`,
    { ...NO_AGE, test_failed: null, tested_at: null, test_of: null },
  ),
  told(authConfigs, sql`(${authConfigs.oldest_secret_at} is not null or ${authConfigs.is_refreshable})`, {
    ...NO_AGE,
    is_refreshable: false,
    refresh_due_at: null,
  }),
];

/** The number of the first parts that are destroyed before the data keys, because they could make more of them. */
export const BEFORE_KEYS = 1;

/** Lists everything that is destroyed, in this order. Jobs may have been queued meanwhile. */
export const PARTS: readonly Part[] = [
  otherJobs,
  values,
  signIns,
  sessions,
  answers,
  ...columns,
  otherJobs,
  signedIn,
];
