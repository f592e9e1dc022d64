import { touch } from '@berth/db';
import { isId } from '@berth/kernel';
import type { Context } from '@berth/resource';
import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm';
import type { JobHandler } from '../../governance/job/index.ts';
import { valueRevisions } from '../tables/value-revision.ts';
import type { ValueOwner } from './owner.ts';
import { oldestSecret } from './revisions/revisions.ts';

/** The revisions that one step looks at. */
const PER_STEP = 100;

const { instance_id, id, owner_id, revision, value_state, is_aged } = valueRevisions;
/** The condition that a process of 0.2.0 has stored a revision since the upgrade. */
const isUnaged = sql`not ${is_aged}`;

/** The last revision that was looked at. A step from the beginning would pass the entries of those before it again. */
interface State {
  after: string;
}

interface Aged {
  id: string;
  revision: number;
  oldest_secret_at: string | null;
}

/**
 * Tells the owners of revisions that processes of 0.2.0 store during an upgrade the age of their oldest secret, as
 * every later version does with the revision.
 */
export const agesJob = (kinds: readonly ValueOwner[]): JobHandler<null, State> => ({
  kind: 'secret-ages.complete',
  unique: true,
  everyMs: 10 * 60_000,
  begin: async () => ({ state: { after: '' }, total: null }),
  step: async ({ db, instanceId }, { after }) => {
    const rows = await db
      .select({ id, owner_id, revision, value_state })
      .from(valueRevisions)
      .where(and(eq(instance_id, instanceId), isUnaged, gt(id, after)))
      .orderBy(asc(id))
      .limit(PER_STEP);
    if (rows.length === 0) return null;
    const aged = rows.map((row) => ({
      id: row.owner_id,
      revision: row.revision,
      oldest_secret_at: oldestSecret(row.value_state ?? []),
    }));
    return {
      state: { after: rows.at(-1)?.id ?? after },
      advanced: rows.length,
      write: async (ctx) => {
        for (const { entity } of kinds) {
          const own = aged.filter((row) => isId(entity.kind, row.id));
          if (own.length > 0) await tellAges(ctx, entity.table, own);
        }
        const ids = rows.map((row) => row.id);
        await ctx.db
          .update(valueRevisions)
          .set({ is_aged: true })
          .where(and(eq(instance_id, instanceId), inArray(id, ids)));
      },
    };
  },
  due: async ({ db }) => {
    const rows = await db.selectDistinct({ id: instance_id }).from(valueRevisions).where(isUnaged);
    return rows.map((row) => row.id);
  },
});

/** Gives the owners whose current revision is among those the age that it has. */
async function tellAges(ctx: Context, table: ValueOwner['entity']['table'], aged: readonly Aged[]) {
  await ctx.db
    .update(table)
    .set({ oldest_secret_at: sql`aged.oldest_secret_at`, ...touch(table, ctx.now) })
    .from(
      sql`json_to_recordset(${JSON.stringify(aged)}::json) as aged(id text, revision integer, oldest_secret_at timestamptz)`,
    )
    .where(
      and(
        eq(table.instance_id, ctx.instanceId),
        sql`${table.id} = aged.id and ${table.revision} = aged.revision`,
        sql`${table.oldest_secret_at} is distinct from aged.oldest_secret_at`,
      ),
    );
}
