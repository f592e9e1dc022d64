import { madeOnce, pgArray, runPrepared, sharedLookup } from '@berth/db';
import { and, sql } from 'drizzle-orm';
import type { Context } from './context.ts';
import type { Resource } from './define.ts';
import { withoutOutside } from './embedded.ts';
import { INSTANCE } from './filters.ts';
import { reachParams, reachShape } from './reach.ts';
import { scopeCondition } from './scan.ts';
import { selectFrom, statement } from './select-from.ts';

/**
 * Reads one row by id; null when it is missing or not visible to the caller. Reads outside of a transaction that wait
 * at the same time share a statement.
 */
export async function selectOne(ctx: Context, resource: Resource, id: string): Promise<unknown> {
  const row =
    ctx.db === ctx.database.read ? await lookupOf(ctx, resource)(id) : await selectAlone(ctx, resource, id);
  return withoutOutside(ctx, resource, row ? [{ ...row }] : [])[0] ?? null; // another caller may have the same row
}

/** The members of a context that a lookup holds: those that its callers have in common. */
type Reading = Pick<Context, 'db' | 'database' | 'instanceId' | 'reach' | 'services'>;

type Lookup = (id: string) => Promise<unknown>;

/** The lookups, by resource, instance and reach: about 200 kB, and 8 MB with the widest reaches. */
const lookups = madeOnce<Lookup>(200);

function lookupOf({ db, database, instanceId, reach, services }: Context, resource: Resource): Lookup {
  const reading: Reading = { db, database, instanceId, reach, services };
  const key = `${resource.wire.path} ${instanceId}${reach ? JSON.stringify(reach) : ''}`;
  return lookups(database, key, () =>
    sharedLookup<unknown>(async ([id = '', ...others]) => {
      if (others.length === 0) return new Map([[id, await selectAlone(reading, resource, id)]]);
      const rows = await selectAmong(reading, resource, [id, ...others], true);
      return new Map(rows.map((row) => [(row as { id: string }).id, row]));
    }),
  );
}

async function selectAlone(ctx: Reading, resource: Resource, id: string): Promise<unknown> {
  const { table } = resource.entity;
  const rows = await runPrepared(
    ctx,
    `${resource.wire.path}${reachShape(ctx)}#`,
    (db) =>
      statement(
        selectFrom(db, ctx, resource, { isOne: true }).where(
          and(scopeCondition(ctx, resource), sql`${table.id} = ${sql.placeholder('id')}`),
        ),
      ),
    { [INSTANCE]: ctx.instanceId, ...reachParams(ctx), id },
  );
  return rows[0];
}

/** Reads the rows with these ids that are visible to the caller, as a list reads them. */
export const selectByIds = async (ctx: Context, resource: Resource, ids: string[]): Promise<unknown[]> =>
  withoutOutside(ctx, resource, await selectAmong(ctx, resource, ids, false));

/** Reads rows by their ids: as a list reads them, or each as `selectAlone` does. */
function selectAmong(ctx: Reading, resource: Resource, ids: string[], isOne: boolean): Promise<unknown[]> {
  const { table } = resource.entity;
  return runPrepared(
    ctx,
    `${resource.wire.path}${reachShape(ctx)}#${isOne ? '+' : '*'}`,
    (db) =>
      statement(
        selectFrom(db, ctx, resource, { isOne }).where(
          and(scopeCondition(ctx, resource), sql`${table.id} = any(${sql.placeholder('ids')})`),
        ),
      ),
    { [INSTANCE]: ctx.instanceId, ...reachParams(ctx), ids: pgArray(ids) },
  );
}
