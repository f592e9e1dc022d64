import { getAiProvider, type ModelView, model } from '@berth/domain';
import {
  type Context,
  type FilterValue,
  get,
  listByOffset,
  missing,
  perform,
  present,
  together,
  verbNamed,
} from '@berth/resource';
import type { TObject } from '@sinclair/typebox';
import type { Context as HonoContext } from 'hono';
import type { RouteRequest } from '../../face/route.ts';
import { withVersion } from '../../http/etag.ts';
import { forKey } from '../../http/idempotency-key.ts';
import { parseInput, readJsonBody } from '../../http/parse.ts';
import { withPreconditions } from '../../http/preconditions.ts';
import { membersOf } from './body.ts';
import { documentOf, type Links, link, listOf } from './hal.ts';
import { idOf } from './id.ts';
import {
  CreateModelBody,
  CreateModelOfBody,
  isShown,
  MODEL_REL,
  MODEL_SORTS,
  ModelQuery,
  ModelsOfProviderQuery,
  UpdateModelBody,
} from './model-schema.ts';
import { innerName, outerName } from './names.ts';
import { inOuterNames } from './outer-problems.ts';
import { readListQuery } from './query.ts';

const create = verbNamed(model, 'create');

/** Lists models; internal ones only with `includeInternal`. */
export async function listModels({ ctx, c }: RouteRequest) {
  const url = new URL(c.req.url);
  const query = readListQuery(url.searchParams, MODEL_SORTS, ['chat', 'includeInternal']);
  const internal: Record<string, FilterValue> = query.flags.includeInternal ? {} : { internal: false };
  return listFor(ctx, url, query, ModelQuery, internal);
}

/** Lists all models of a provider, internal ones too. */
export async function listModelsOf({ ctx, c, params }: RouteRequest) {
  const url = new URL(c.req.url);
  const query = readListQuery(url.searchParams, MODEL_SORTS, ['chat']);
  const id = idOf({ ctx, params }, 'provider');
  await getAiProvider(ctx, id);
  return listFor(ctx, url, query, ModelsOfProviderQuery, { provider_deployment_id: [id] });
}

async function listFor(
  ctx: Context,
  url: URL,
  query: ReturnType<typeof readListQuery>,
  asked: TObject,
  more: Record<string, FilterValue>,
) {
  const filters: Record<string, FilterValue> = {
    ...more,
    ...(query.flags.chat ? { chat: true } : {}),
    ...(query.search === undefined ? {} : { search: [query.search] }),
  };
  const { items, total } = await listByOffset(ctx, model, filters, query);
  const shown = items.map((row) => item(present(model, row) as ModelView));
  return listOf(url, MODEL_REL, { items: shown, total }, query, asked);
}

export async function createModel({ ctx, c }: RouteRequest) {
  const body = await readJsonBody(c);
  const input = await readModel(c, body, CreateModelBody);
  return together(repeatable({ ctx, c }, body), (inner) => made(inner, input));
}

/** Creates a model of the provider in the path, whatever provider the body names. */
export async function createModelOf({ ctx, c, params }: RouteRequest) {
  const id = idOf({ ctx, params }, 'provider');
  const body = await readJsonBody(c);
  const input = await readModel(c, body, CreateModelOfBody);
  return together(repeatable({ ctx, c }, body), async (inner) => {
    await getAiProvider(inner, id);
    return made(inner, { ...input, provider_deployment_id: id });
  });
}

/** Makes the context of a creation with the options of its headers. */
const repeatable = ({ ctx, c }: Pick<RouteRequest, 'ctx' | 'c'>, body: unknown): Context =>
  forKey(withPreconditions(ctx, c, create), c, { body });

const made = (ctx: Context, body: Record<string, unknown>) =>
  inOuterNames(async () =>
    whole((await perform(ctx, model, create, { input: parseInput(create, body) })) as ModelView),
  );

export const getModel = async (asked: RouteRequest) =>
  whole(await liveModel(asked.ctx, idOf(asked, 'model')));

export async function updateModel({ ctx, c, params }: RouteRequest) {
  const verb = verbNamed(model, 'update');
  const id = idOf({ ctx, params }, 'model');
  const body = await readJsonBody(c);
  const members = await readModel(c, body, UpdateModelBody, async () =>
    membersShown(await liveModel(ctx, id)),
  );
  const guarded = withPreconditions(ctx, c);
  return inOuterNames(async () => {
    const input = parseInput(verb, members);
    return whole((await perform(guarded, model, verb, { id, input })) as ModelView);
  });
}

export async function deleteModel({ ctx, c, params }: RouteRequest): Promise<void> {
  const id = idOf({ ctx, params }, 'model');
  await perform(withPreconditions(ctx, c), model, verbNamed(model, 'archive'), { id });
}

/** Finds a live model. An archived one counts as deleted on this face. */
async function liveModel(ctx: Context, id: string): Promise<ModelView> {
  const view = present(model, await get(ctx, model, id)) as ModelView;
  if (view.status !== 'active') throw missing(ctx, 'model', id);
  return view;
}

/** Renames the members of a body to the domain's names. */
async function readModel(
  c: HonoContext,
  body: unknown,
  schema: TObject,
  show?: () => Promise<object>,
): Promise<Record<string, unknown>> {
  const members = await membersOf(c, body, schema, show);
  return Object.fromEntries(Object.entries(members).map(([name, value]) => [innerName(name), value]));
}

function membersShown(view: ModelView) {
  const { referenced_model: target } = view;
  const members = Object.entries(view).filter(([name]) => isShown(name));
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
const whole = (view: ModelView) =>
  withVersion(documentOf(membersShown(view), linksOf(view)), view.row_version);
