import type { Context } from '@berth/resource';
import { and, asc, count, eq, gt, type SQL, sql } from 'drizzle-orm';
import { findDue, type JobHandler } from '../../governance/job/index.ts';
import { instances } from '../../governance/tables/instance.ts';
import { providerConfigs } from '../tables/provider-config.ts';
import { valueRevisions } from '../tables/value-revision.ts';
import { purgeOwner } from './destroy.ts';
import type { ValueOwner } from './owner.ts';
import { isExcess } from './revisions/revisions.ts';

/** The number of value owners that one step looks at. */
const LOOKED_AT = 25;
/** The most revisions that one step destroys and one event names. */
const DESTROYED = 100;

type Table = ValueOwner['entity']['table'];

/** The last owner that has nothing more to destroy. */
interface Cursor {
  id: string;
}

/**
 * Destroys excess revisions, owner by owner. An edit does so for its own row; this job covers rows that are not edited
 * after the limit was lowered or a pin was removed. Each step that destroys leaves an event. Progress counts owners.
 * The kinds of owners come in the order of their id prefixes.
 */
export const purgeJob = (kinds: readonly ValueOwner[]): JobHandler<null, Cursor> => ({
  kind: 'value-revisions.purge',
  unique: true,
  begin: async (ctx) => {
    const kept = ctx.services.settings.keptRevisions;
    let total = 0;
    for (const { entity } of kinds) {
      const { table } = entity;
      const [found] = await ctx.db
        .select({ count: count() })
        .from(table)
        .where(and(eq(table.instance_id, ctx.instanceId), mayHaveExcess(kept, table)));
      total += found?.count ?? 0;
    }
    return { state: { id: '' }, total };
  },
  step: async (ctx, cursor) => {
    for (const owner of kinds) {
      const seen = await nextOwners(ctx, owner.entity.table, cursor);
      if (seen.length === 0) continue;
      const at = seen.findIndex(({ excess }) => excess);
      const clean = at === -1 ? seen : seen.slice(0, at);
      const id = seen[at]?.id;
      return {
        state: { id: clean.at(-1)?.id ?? cursor.id },
        advanced: clean.length,
        write: async (inner) => {
          if (id !== undefined) await purge(inner, owner, id);
        },
      };
    }
    return null;
  },
  due: async ({ db, isDistributed, settings: { keptRevisions: kept } }) => {
    if (kept === null) return [];
    const found = kinds.map(
      ({ entity: { table } }) => sql`(select true from ${table} where ${table.instance_id} = ${instances.id}
        and ${mayHaveExcess(kept, table)} and ${hasExcess(kept, table)} limit 1)`,
    );
    return findDue(
      isDistributed,
      instances.id,
      async () => db.select({ id: instances.id }).from(instances),
      async (those) =>
        db
          .select({ id: instances.id })
          .from(instances)
          .where(and(those, sql`coalesce(${sql.join(found, sql`, `)})`)),
    );
  },
});

async function purge(ctx: Context, owner: ValueOwner, id: string): Promise<void> {
  const destroyed = await purgeOwner(ctx, owner, id, DESTROYED);
  if (destroyed.length === 0) return;
  await ctx.services.audit.append(ctx, {
    action: `${owner.path}.purge`,
    resource_type: owner.entity.name,
    resource_id: id,
    before: null,
    after: { destroyed_revisions: destroyed },
  });
}

function nextOwners({ db, instanceId, services }: Context, table: Table, { id }: Cursor) {
  const kept = services.settings.keptRevisions;
  return db
    .select({ id: sql<string>`${table.id}`, excess: sql<boolean | null>`${hasExcess(kept, table)}` })
    .from(table)
    .where(and(eq(table.instance_id, instanceId), gt(table.id, id), mayHaveExcess(kept, table)))
    .orderBy(asc(table.id))
    .limit(LOOKED_AT);
}

const mayHaveExcess = (kept: number | null, { revision }: Table): SQL => sql`${revision} > ${kept}::integer`;

/**
 * The condition that a row has an excess revision that no live config is pinned to. It is not an `exists`, because
 * PostgreSQL may turn that into a join, and without statistics into a bad one.
 */
const hasExcess = (kept: number | null, table: Table): SQL => sql`(
  select true from ${valueRevisions}
  where ${valueRevisions.instance_id} = ${table.instance_id} and ${valueRevisions.owner_id} = ${table.id}
    and ${isExcess(kept, sql`${table.revision}`)}
    and (
      select true from ${providerConfigs} as pin
      where pin.instance_id = ${valueRevisions.instance_id} and pin.provider_config_vault_id = ${valueRevisions.owner_id}
        and pin.vault_revision = ${valueRevisions.revision} and pin.status = 'active'
      limit 1
    ) is not true
  limit 1
)`;
