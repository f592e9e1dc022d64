import { archived } from '@berth/db';
import { type Dependent, DomainError, notFound } from '@berth/kernel';
import { type Context, change, hold, holdLive, MOST_NAMED } from '@berth/resource';
import { and, asc, eq, sql } from 'drizzle-orm';
import type { ReferenceInput } from './schema.ts';
import { aliasesOf } from './service.ts';
import { modelEntity, modelReferences, models } from './table.ts';

const HOLDER = 'model.reference';

/** An application says that it uses a model, under a name of its own. To say it again changes nothing. */
export async function refer(ctx: Context, id: string, { holder }: ReferenceInput): Promise<undefined> {
  await holdModel(ctx, id);
  const made = await ctx.db
    .insert(modelReferences)
    .values({
      instance_id: ctx.instanceId,
      model_id: id,
      holder,
      created_by: ctx.actor.keyId,
      created_at: ctx.now.toISOString(),
    })
    .onConflictDoNothing()
    .returning({ holder: modelReferences.holder });
  if (made.length > 0) await count(ctx, id, holder, 1);
}

/** An application uses the model no longer. @throws DomainError `not_found` when it never said that it did. */
export async function release(ctx: Context, id: string, holder: string): Promise<undefined> {
  await holdModel(ctx, id);
  const removed = await ctx.db
    .delete(modelReferences)
    .where(and(holdersOf(ctx, id), eq(modelReferences.holder, holder)))
    .returning({ holder: modelReferences.holder });
  if (removed.length === 0) throw notFound(HOLDER);
  await count(ctx, id, holder, -1);
}

async function holdModel(ctx: Context, id: string): Promise<void> {
  await holdLive(ctx, modelEntity, id, 'change');
}

async function count(ctx: Context, id: string, holder: string, by: 1 | -1): Promise<void> {
  // `change` is typed for values; drizzle takes an expression, and two holders at once must not lose one
  await change(ctx, modelEntity, id, { reference_count: sql`${models.reference_count} + ${by}` as never });
  ctx.write.touched.push({ object: HOLDER, id: holder, name: null });
}

/**
 * Archives a model that no alias stands for and nobody says to use. By force its aliases go with it.
 * @throws DomainError `conflict` with what uses it.
 */
export async function archiveModel(ctx: Context, id: string): Promise<void> {
  await holdLive(ctx, modelEntity, id, 'archive');
  const aliases = await aliasesOf(ctx, id);
  const users = [...aliases.map(asDependent), ...(await usersOf(ctx, id))];
  if (users.length > 0 && !ctx.write.options.force) throw inUse(modelEntity.name, id, users);
  ctx.write.touched.push(...users.slice(0, MOST_NAMED));
  for (const alias of aliases) {
    await hold(ctx, modelEntity, alias.id, 'archive');
    await change(ctx, modelEntity, alias.id, archived(ctx.now));
  }
  await change(ctx, modelEntity, id, archived(ctx.now));
}

/** Who says to use a model, the first so many. */
export async function usersOf(ctx: Context, id: string): Promise<Dependent[]> {
  const holders = await ctx.db
    .select({ holder: modelReferences.holder })
    .from(modelReferences)
    .where(holdersOf(ctx, id))
    .orderBy(asc(modelReferences.holder))
    .limit(MOST_NAMED);
  return holders.map(({ holder }) => ({ object: HOLDER, id: holder, name: null, reference: id }));
}

const holdersOf = (ctx: Context, id: string) =>
  and(eq(modelReferences.instance_id, ctx.instanceId), eq(modelReferences.model_id, id));

/** An alias, as what uses the model that it stands for. */
export const asDependent = ({ id, name }: { id: string; name: string }): Dependent => ({
  object: modelEntity.name,
  id,
  name,
  reference: 'references_id',
});

/** Why something is not archived: what uses it. */
export const inUse = (entity: string, id: string, dependents: Dependent[]): DomainError =>
  new DomainError('conflict', `The ${entity.slice(entity.lastIndexOf('.') + 1)} is in use.`, {
    entity,
    id,
    dependents: dependents.slice(0, MOST_NAMED),
  });
