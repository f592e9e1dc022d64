import { archived } from '@berth/db';
import { type Dependent, type DomainError, nounOf, readName, spellingsOf } from '@berth/kernel';
import { type Context, change, hold, holdLive, idsInside, MOST_NAMED, missingBehind } from '@berth/resource';
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { modelErrors } from './errors.ts';
import type { ReferenceInput } from './schema.ts';
import { aliasesOf } from './service.ts';
import { modelEntity, modelReferences, models } from './table.ts';

const HOLDER = 'model.reference';
const MOST_HOLDER = 255;

/** Registers a holder: an application that uses the model, under a name of its own. Repeating it changes nothing. */
export async function refer(ctx: Context, id: string, input: ReferenceInput): Promise<undefined> {
  const holder = readName(input.holder, MOST_HOLDER, ['holder']);
  await holdModel(ctx, id);
  const [known] = await ctx.db
    .select({ holder: modelReferences.holder })
    .from(modelReferences)
    .where(isHolder(ctx, id, input.holder));
  if (known) return;
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

/** Removes a holder from a model. @throws DomainError `not_found` when the holder is not registered. */
export async function release(ctx: Context, id: string, holder: string): Promise<undefined> {
  await holdModel(ctx, id);
  const [known] = await ctx.db
    .select({ holder: modelReferences.holder })
    .from(modelReferences)
    .where(isHolder(ctx, id, holder));
  if (!known) throw missingBehind(modelEntity, HOLDER, holder);
  await ctx.db
    .delete(modelReferences)
    .where(and(holdersOf(ctx, id), eq(modelReferences.holder, known.holder)));
  await count(ctx, id, known.holder, -1);
}

async function holdModel(ctx: Context, id: string): Promise<void> {
  await holdLive(ctx, modelEntity, id, 'change');
}

async function count(ctx: Context, id: string, holder: string, by: 1 | -1): Promise<void> {
  // An expression, so that concurrent holders are all counted; `change` is typed for values, but drizzle takes both.
  await change(ctx, modelEntity, id, { reference_count: sql`${models.reference_count} + ${by}` as never });
  ctx.write.touched.push({ object: HOLDER, id: holder, name: null });
}

/**
 * Archives a model without live aliases and holders. With `force` its aliases are archived too. An alias outside the
 * reach of the key always blocks, and is not named.
 * @throws DomainError `conflict` with the aliases and holders.
 */
export async function archiveModel(ctx: Context, id: string): Promise<void> {
  await holdLive(ctx, modelEntity, id, 'archive');
  const aliases = await aliasesOf(ctx, id);
  const named = await insideOf(ctx, aliases);
  const users = [...named.map(asDependent), ...(await usersOf(ctx, id))];
  const isBlocked = named.length < aliases.length;
  if (isBlocked || (users.length > 0 && !ctx.write.options.force)) throw inUse(modelEntity.name, id, users);
  ctx.write.touched.push(...users.slice(0, MOST_NAMED));
  for (const alias of aliases) {
    await hold(ctx, modelEntity, alias.id, 'archive');
    await change(ctx, modelEntity, alias.id, archived(ctx.now));
  }
  await change(ctx, modelEntity, id, archived(ctx.now));
}

/** Leaves out the models outside the reach of the key. */
export async function insideOf<Row extends { id: string }>(ctx: Context, rows: Row[]): Promise<Row[]> {
  const inside = new Set(
    await idsInside(
      ctx,
      modelEntity,
      rows.map(({ id }) => id),
    ),
  );
  return rows.filter(({ id }) => inside.has(id));
}

/** Lists the first holders of a model, at most `MOST_NAMED`. */
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

/** The condition that a row is of this holder, in any spelling. */
const isHolder = (ctx: Context, id: string, holder: string) =>
  and(holdersOf(ctx, id), inArray(modelReferences.holder, spellingsOf(holder)));

/** Presents an alias as a dependent of its target model. */
export const asDependent = ({ id, name }: { id: string; name: string }): Dependent => ({
  object: modelEntity.name,
  id,
  name,
  reference: 'references_id',
});

/** Builds the error for archiving a row that is in use, with the rows that use it. */
export const inUse = (entity: string, id: string, dependents: Dependent[]): DomainError =>
  modelErrors.inUse({ noun: nounOf(entity) }, { entity, id, dependents: dependents.slice(0, MOST_NAMED) });
