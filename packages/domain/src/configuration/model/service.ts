import { stamp, touch, unarchived } from '@berth/db';
import { invalidData, invalidMember, newId, type Problem } from '@berth/kernel';
import {
  beyondReach,
  type Context,
  change,
  findRow,
  hold,
  holdArchived,
  holdLive,
  idInside,
  idsInside,
  refuseArchived,
  taken,
  type Written,
} from '@berth/resource';
import { and, asc, eq } from 'drizzle-orm';
import { aiTypeOf, CAPABILITIES, type Capability } from '../../catalog/ai-type.ts';
import { providerEntity } from '../../catalog/tables/provider.ts';
import { sent, tidy, timestampOf } from '../../fields.ts';
import { slugFrom } from '../../slug.ts';
import { deploymentEntity } from '../tables/deployment.ts';
import { modelProblems } from './errors.ts';
import { type CreateModel, type Inherited, inheritedNames, type UpdateModel } from './schema.ts';
import { modelEntity, models } from './table.ts';

type Model = typeof models.$inferSelect;

/** Creates a model of a deployment: a canonical model of the provider, or an alias of an existing model. */
export async function createModel(ctx: Context, asked: CreateModel): Promise<Written> {
  const input = asWritten(asked);
  const target = input.references_id ? await holdTarget(ctx, input.references_id) : null;
  if (!target && input.model === undefined) {
    throw invalidMember(modelProblems.needed(['model']));
  }
  const deploymentId = input.provider_deployment_id ?? target?.provider_deployment_id;
  if (deploymentId === undefined) {
    throw invalidMember(modelProblems.needed(['provider_deployment_id']));
  }
  const deployment = await hold(ctx, deploymentEntity, deploymentId, 'reference');
  refuseArchived(deploymentEntity, deployment);
  const able = await capabilitiesOf(ctx, deployment.provider_id, ['provider_deployment_id']);
  if (target) refuseOther(target, input);
  else refuseUnable(able, input);
  const slug = input.slug ?? slugOf(input.name);
  await refuseTakenSlug(ctx, slug, null);
  const id = newId('model', ctx.now);
  await ctx.db.insert(models).values({
    instance_id: ctx.instanceId,
    id,
    name: input.name.trim(),
    slug,
    description: tidy(input.description ?? null),
    provider_owner: deployment.provider_owner,
    provider_id: deployment.provider_id,
    provider_deployment_id: deployment.id,
    references_id: target?.id ?? null,
    internal: input.internal ?? false,
    instructions: tidy(input.instructions ?? null),
    options: input.options ?? null,
    ...(target ? inheritedOf(target) : canonical(input)),
    ...stamp(ctx.now),
  });
  return { id };
}

/** Changes a model. A change of a canonical model is copied to all of its aliases. */
export async function updateModel(ctx: Context, id: string, asked: UpdateModel): Promise<void> {
  const input = asWritten(asked);
  const row = await holdLive(ctx, modelEntity, id, 'change');
  refuseMove(row, input);
  if (input.slug !== undefined) await refuseTakenSlug(ctx, input.slug, id);
  const own = sent({
    name: input.name?.trim(),
    slug: input.slug,
    description: tidy(input.description),
    internal: input.internal,
    instructions: tidy(input.instructions),
    options: input.options,
  });
  if (row.references_id !== null) {
    refuseOther(row, input);
    await change(ctx, modelEntity, id, own);
    return;
  }
  refuseUnable(await capabilitiesOf(ctx, row.provider_id, []), input);
  const shared = sent(
    Object.fromEntries(inheritedNames.map((name) => [name, input[name]])),
  ) as Partial<Model>;
  const changed = await change(ctx, modelEntity, id, { ...own, ...shared });
  if (!changed || Object.keys(shared).length === 0) return;
  const aliases = await ctx.db
    .update(models)
    .set({ ...shared, ...touch(models, ctx.now) })
    .where(isAliasOf(ctx, id))
    .returning({ id: models.id, name: models.name });
  const inside = new Set(
    await idsInside(
      ctx,
      modelEntity,
      aliases.map(({ id }) => id),
    ),
  );
  ctx.write.touched.push(
    ...aliases
      .filter((alias) => inside.has(alias.id))
      .map((alias) => ({ ...alias, object: modelEntity.name, reference: 'references_id' })),
  );
}

/**
 * Makes an archived model live again. An alias takes over what its model is now.
 * @throws DomainError `use_after_delete`; `conflict` when its slug is taken.
 */
export async function unarchiveModel(ctx: Context, id: string): Promise<void> {
  const row = await holdArchived(ctx, modelEntity, id);
  const known = beyondReach(ctx);
  const target = row.references_id ? await holdTarget(known, row.references_id) : null;
  const deployment = await hold(known, deploymentEntity, row.provider_deployment_id, 'reference');
  refuseArchived(deploymentEntity, deployment);
  await refuseTakenSlug(ctx, row.slug, id);
  await change(ctx, modelEntity, id, { ...unarchived(), ...(target ? inheritedOf(target) : {}) });
}

function refuseMove(row: Model, input: UpdateModel): void {
  for (const name of ['provider_deployment_id', 'references_id'] as const) {
    if (input[name] === undefined || input[name] === row[name]) continue;
    throw invalidMember(modelProblems.fixed([name]));
  }
}

/** Lists the live aliases of a model, ordered by id. */
export const aliasesOf = (ctx: Context, id: string) =>
  ctx.db
    .select({
      id: models.id,
      name: models.name,
      provider_deployment_id: models.provider_deployment_id,
    })
    .from(models)
    .where(isAliasOf(ctx, id))
    .orderBy(asc(models.id));

const isAliasOf = (ctx: Context, id: string) =>
  and(eq(models.instance_id, ctx.instanceId), eq(models.references_id, id), eq(models.status, 'active'));

/** Holds the target of an alias, so that it cannot change before the alias has copied it. */
async function holdTarget(ctx: Context, id: string): Promise<Model> {
  const target = await hold(ctx, modelEntity, id, 'read');
  refuseArchived(modelEntity, target);
  if (target.references_id === null) return target;
  throw invalidMember(modelProblems.aliasOfAlias(['references_id']));
}

/** Reads the capabilities that the AI type of the provider allows its models. */
async function capabilitiesOf(
  ctx: Context,
  providerId: string,
  path: string[],
): Promise<readonly Capability[]> {
  // The deployment is in reach, and its provider decides about its models
  const type = aiTypeOf(await findRow(beyondReach(ctx), providerEntity, providerId));
  if (type) return type.capabilities;
  throw invalidMember(modelProblems.notAi(path));
}

function refuseUnable(able: readonly Capability[], input: Inherited): void {
  const problems: Problem[] = Object.entries(CAPABILITIES).flatMap(([capability, column]) =>
    input[column] === true && !able.includes(capability as Capability)
      ? [modelProblems.unable([column])]
      : [],
  );
  if (problems.length > 0) throw invalidData(problems);
}

/** Refuses members of an alias that differ from its target. Equal members are accepted. */
function refuseOther(target: Model, input: Inherited): void {
  const problems: Problem[] = inheritedNames.flatMap((name) =>
    input[name] === undefined || input[name] === target[name] ? [] : [modelProblems.inherited([name])],
  );
  if (problems.length > 0) throw invalidData(problems);
}

/** Writes the members of a caller that have several spellings as the rows have them. */
const asWritten = <I extends Inherited>(input: I): I => ({
  ...input,
  ...sent({
    model: input.model?.trim(),
    deprecated_at: input.deprecated_at && timestampOf(input.deprecated_at),
  }),
});

const inheritedOf = (target: Model) =>
  Object.fromEntries(inheritedNames.map((name) => [name, target[name]])) as ReturnType<typeof canonical>;

const canonical = (input: Inherited) => ({
  model: input.model ?? '',
  chat: input.chat ?? false,
  web: input.web ?? false,
  generate_image: input.generate_image ?? false,
  attachments: input.attachments ?? false,
  create_embeddings: input.create_embeddings ?? false,
  tier: input.tier ?? null,
  pricing_tier: input.pricing_tier ?? null,
  context_window: input.context_window ?? null,
  max_output_tokens: input.max_output_tokens ?? null,
  prompt_ppm: input.prompt_ppm ?? null,
  completion_ppm: input.completion_ppm ?? null,
  cache_read_ppm: input.cache_read_ppm ?? null,
  cache_write_short_ppm: input.cache_write_short_ppm ?? null,
  cache_write_long_ppm: input.cache_write_long_ppm ?? null,
  score: input.score ?? null,
  moderated: input.moderated ?? false,
  deprecated_at: input.deprecated_at ?? null,
});

/**
 * Derives a slug from a name: `GPT-4 Turbo` → `gpt-4-turbo`.
 * @throws DomainError `invalid_data` for a name without usable characters.
 */
function slugOf(name: string): string {
  const slug = slugFrom(name);
  if (slug !== null) return slug;
  throw invalidMember(modelProblems.noSlug(['slug']));
}

/** Refuses a taken slug and names the other model. Between concurrent writers the unique index decides. */
async function refuseTakenSlug(ctx: Context, slug: string, except: string | null): Promise<void> {
  const other = await findBySlug(ctx, slug);
  if (other === null || other === except) return;
  throw taken(modelEntity.name, 'slug', slug, await idInside(ctx, modelEntity, other));
}

/** Finds the id of the live model with a slug. */
export async function findBySlug(ctx: Context, slug: string): Promise<string | null> {
  const [row] = await ctx.db
    .select({ id: models.id })
    .from(models)
    .where(and(eq(models.instance_id, ctx.instanceId), eq(models.slug, slug), eq(models.status, 'active')));
  return row?.id ?? null;
}
