import {
  type AiProvider,
  createAiProvider,
  deleteAiProvider,
  getAiProvider,
  listAiProviders,
  updateAiProvider,
} from '@berth/domain';
import { together } from '@berth/resource';
import type { Static } from '@sinclair/typebox';
import type { RouteRequest } from '../../face/route.ts';
import { withVersion } from '../../http/etag.ts';
import { forKey } from '../../http/idempotency-key.ts';
import { parse, readJsonBody } from '../../http/parse.ts';
import { withPreconditions } from '../../http/preconditions.ts';
import { membersOf } from './body.ts';
import { changedCredential, newCredential } from './credential.ts';
import { documentOf, type Links, link, listOf } from './hal.ts';
import { idOf } from './id.ts';
import {
  CreateProvider,
  CreateProviderBody,
  PROVIDER_REL,
  PROVIDER_SORTS,
  ProviderQuery,
  type ProviderView,
  UpdateProvider,
  UpdateProviderBody,
} from './provider-schema.ts';
import { readListQuery } from './query.ts';

export async function listProviders({ ctx, c }: RouteRequest) {
  const url = new URL(c.req.url);
  const query = readListQuery(url.searchParams, PROVIDER_SORTS);
  const { items, total } = await listAiProviders(ctx, query);
  return listOf(url, PROVIDER_REL, { items: items.map(item), total }, query, ProviderQuery);
}

export async function createProvider({ ctx, c }: RouteRequest) {
  const body = await readJsonBody(c);
  const members = parse(CreateProvider, await membersOf(c, body, CreateProviderBody), 'body');
  const { credential, ...rest } = members as Static<typeof CreateProvider>;
  const made = { ...rest, credential: newCredential(credential) };
  return together(forKey(ctx, c, { body }), async (inner) => whole(await createAiProvider(inner, made)));
}

export const getProvider = async (asked: RouteRequest) =>
  whole(await getAiProvider(asked.ctx, idOf(asked, 'provider')));

export async function updateProvider({ ctx, c, params }: RouteRequest) {
  const id = idOf({ ctx, params }, 'provider');
  const show = async () => present(await getAiProvider(ctx, id));
  const body = await membersOf(c, await readJsonBody(c), UpdateProviderBody, show);
  const members = parse(UpdateProvider, body, 'body', { asShown: true }) as Static<typeof UpdateProvider>;
  const credential = members.credential && (await changedCredential(members.credential, show));
  return whole(await updateAiProvider(withPreconditions(ctx, c), id, { ...members, credential }));
}

export async function deleteProvider({ ctx, c, params }: RouteRequest): Promise<void> {
  await deleteAiProvider(withPreconditions(ctx, c), idOf({ ctx, params }, 'provider'));
}

const present = ({
  id,
  name,
  type,
  managed,
  internal,
  credential,
  ...at
}: AiProvider): Omit<Static<typeof ProviderView>, '_links'> => ({
  id,
  name,
  type,
  managed,
  internal,
  credential: { type: credential.type, configured: credential.configured },
  createdAt: at.created_at,
  updatedAt: at.updated_at,
});

const linksOf = ({ id }: AiProvider): Links => ({
  self: link('providers', id),
  'inf:model': link('providers', id, 'models'),
});

const item = (provider: AiProvider) => ({ ...present(provider), _links: linksOf(provider) });
const whole = (provider: AiProvider) =>
  withVersion(documentOf(present(provider), linksOf(provider)), provider.version);
