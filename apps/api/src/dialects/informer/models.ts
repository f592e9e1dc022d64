import { getAiProvider, type ModelView, model } from '@berth/domain';
import { notFound } from '@berth/kernel';
import {
  archive,
  type Context,
  create,
  type FilterValue,
  get,
  listByOffset,
  present,
  update,
} from '@berth/resource';
import type { TSchema } from '@sinclair/typebox';
import { parse, readJsonBody } from '../../parse.ts';
import { type Body, membersOf } from './body.ts';
import { documentOf, type Links, link, listOf } from './hal.ts';
import { innerName, outerName } from './names.ts';
import { readListQuery } from './query.ts';
import type { Asked, Reply } from './routes.ts';

export const MODEL_REL = 'inf:model';
export const MODEL_PARAMETERS = ['start', 'limit', 'sort', 'q', 'chat', 'includeInternal'];
const OF_PROVIDER = MODEL_PARAMETERS.filter((name) => name !== 'includeInternal');

/** What may be sorted by, and the columns behind it. */
const SORTS = {
  name: 'name',
  slug: 'slug',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
} as const;

/** What only Berth has, or what this face calls otherwise. */
const LEFT_OUT = new Set([
  'object',
  'status',
  'provider_id',
  'provider_deployment_id',
  'referenced_model',
  'reference_count',
  'row_version',
  'archived_at',
]);

/** Models that are hidden are listed when they are asked for. */
export async function listModels({ ctx, url }: Asked): Promise<Reply> {
  const query = readListQuery(url.searchParams, SORTS, ['chat', 'includeInternal']);
  const internal: Record<string, FilterValue> = query.flags.includeInternal ? {} : { internal: false };
  return { status: 200, body: await listFor(ctx, url, query, MODEL_PARAMETERS, internal) };
}

/** All models of a provider, hidden ones too. */
export async function listModelsOf({ ctx, url, id }: Asked): Promise<Reply> {
  const query = readListQuery(url.searchParams, SORTS, ['chat']);
  await getAiProvider(ctx, id);
  return { status: 200, body: await listFor(ctx, url, query, OF_PROVIDER, { provider_deployment_id: [id] }) };
}

async function listFor(
  ctx: Context,
  url: URL,
  query: ReturnType<typeof readListQuery>,
  parameters: readonly string[],
  more: Record<string, FilterValue>,
) {
  const filters: Record<string, FilterValue> = {
    ...more,
    ...(query.flags.chat ? { chat: true } : {}),
    ...(query.search === undefined ? {} : { search: [query.search] }),
  };
  const { items, total } = await listByOffset(ctx, model, filters, query);
  const shown = items.map((row) => item(present(model, row) as ModelView));
  return listOf(url, MODEL_REL, { items: shown, total }, query, parameters);
}

export async function createModel({ ctx, c }: Asked): Promise<Reply> {
  return made(ctx, readModel(await readJsonBody(c)));
}

/** The provider of the path is the model's, whatever the body says. */
export async function createModelOf({ ctx, c, id }: Asked): Promise<Reply> {
  await getAiProvider(ctx, id);
  return made(ctx, { ...readModel(await readJsonBody(c)), provider_deployment_id: id });
}

async function made(ctx: Context, body: Body): Promise<Reply> {
  const view = (await create(ctx, model, parse(model.create?.input as TSchema, body, 'body'))) as ModelView;
  return { status: 201, body: whole(view), location: link('models', view.id).href };
}

export const getModel = async ({ ctx, id }: Asked): Promise<Reply> => ({
  status: 200,
  body: whole(await liveModel(ctx, id)),
});

export async function updateModel({ ctx, c, id }: Asked): Promise<Reply> {
  const input = parse(model.update?.input as TSchema, readModel(await readJsonBody(c)), 'body');
  return { status: 200, body: whole((await update(ctx, model, id, input)) as ModelView) };
}

export async function deleteModel({ ctx, id }: Asked): Promise<Reply> {
  await archive(ctx, model, id);
  return { status: 204 };
}

/** What is archived has been deleted here. */
async function liveModel(ctx: Context, id: string): Promise<ModelView> {
  const view = present(model, await get(ctx, model, id)) as ModelView;
  if (view.status !== 'active') throw notFound('model', id);
  return view;
}

const TAKEN = Object.keys(model.create?.input.properties ?? {}).map(outerName);

/** A body in the domain's words. */
function readModel(body: unknown): Body {
  const members = membersOf(body, TAKEN, ['referencedModel']);
  return Object.fromEntries(
    Object.entries(members).map(([name, value]) => [
      innerName(name),
      name === 'deprecatedAt' ? inMilliseconds(value) : value,
    ]),
  );
}

/** A time as Berth writes it, when it is one that is written otherwise. */
function inMilliseconds(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/.test(value))
    return value;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? value : date.toISOString();
}

function membersShown(view: ModelView) {
  const { referenced_model: target } = view;
  const members = Object.entries(view).filter(([name]) => !LEFT_OUT.has(name));
  return {
    ...Object.fromEntries(members.map(([name, value]) => [outerName(name), value])),
    providerId: view.provider_deployment_id,
    referencedModel: target && {
      id: target.id,
      name: target.name,
      slug: target.slug,
      model: target.model,
      providerId: target.provider_deployment_id,
    },
  };
}

const linksOf = (view: ModelView): Links => ({
  self: link('models', view.id),
  'inf:provider': link('providers', view.provider_deployment_id),
  ...(view.references_id ? { 'inf:referenced-model': link('models', view.references_id) } : {}),
});

const item = (view: ModelView) => ({ ...membersShown(view), _links: linksOf(view) });
const whole = (view: ModelView) => documentOf(membersShown(view), linksOf(view));
