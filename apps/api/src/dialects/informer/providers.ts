import {
  type AiProvider,
  type CredentialInput,
  createAiProvider,
  deleteAiProvider,
  getAiProvider,
  listAiProviders,
  updateAiProvider,
} from '@berth/domain';
import { type Static, Type } from '@sinclair/typebox';
import { parse, readJsonBody } from '../../parse.ts';
import { membersOf } from './body.ts';
import { documentOf, type Links, link, listOf } from './hal.ts';
import { innerName } from './names.ts';
import { readListQuery } from './query.ts';
import type { Asked, Reply } from './routes.ts';

export const PROVIDER_REL = 'inf:provider';
export const PROVIDER_PARAMETERS = ['start', 'limit', 'sort', 'q'];

/** What may be sorted by, and the columns behind it. */
const SORTS = { name: 'name', createdAt: 'created_at' } as const;

const Credential = Type.Intersect([
  Type.Object({ type: Type.String({ minLength: 1, maxLength: 255 }) }),
  Type.Record(Type.String(), Type.Unknown()),
]);
const Name = Type.String({ minLength: 1, maxLength: 255, pattern: '\\S' });
const Create = Type.Object({
  name: Name,
  type: Type.String({ minLength: 1, maxLength: 255 }),
  credential: Credential,
});
const Update = Type.Partial(Create);

const TAKEN = Object.keys(Create.properties);
const ANSWERED = ['managed', 'internal'];

export async function listProviders({ ctx, url }: Asked): Promise<Reply> {
  const query = readListQuery(url.searchParams, SORTS);
  const { items, total } = await listAiProviders(ctx, query);
  const part = { items: items.map(item), total };
  return { status: 200, body: listOf(url, PROVIDER_REL, part, query, PROVIDER_PARAMETERS) };
}

export async function createProvider({ ctx, c }: Asked): Promise<Reply> {
  const body = membersOf(await readJsonBody(c), TAKEN, ANSWERED);
  const { credential, ...rest } = parse(Create, body, 'body') as Static<typeof Create>;
  const made = await createAiProvider(ctx, { ...rest, credential: credentialOf(credential) });
  return { status: 201, body: whole(made), location: link('providers', made.id).href };
}

export const getProvider = async ({ ctx, id }: Asked): Promise<Reply> => ({
  status: 200,
  body: whole(await getAiProvider(ctx, id)),
});

export async function updateProvider({ ctx, c, id }: Asked): Promise<Reply> {
  const body = membersOf(await readJsonBody(c), TAKEN, ANSWERED);
  const { credential, ...rest } = parse(Update, body, 'body') as Static<typeof Update>;
  const replaced = credential && !isAsAnswered(credential) ? credentialOf(credential) : undefined;
  return {
    status: 200,
    body: whole(await updateAiProvider(ctx, id, { ...rest, credential: replaced })),
  };
}

export async function deleteProvider({ ctx, id }: Asked): Promise<Reply> {
  await deleteAiProvider(ctx, id);
  return { status: 204 };
}

/** `{type, apiKey}` is a value `{api_key}` of the auth method `type`. */
const credentialOf = ({ type, configured: _, ...fields }: Static<typeof Credential>): CredentialInput => ({
  type,
  value: Object.fromEntries(Object.entries(fields).map(([name, value]) => [innerName(name), value])),
});

/** A credential as answers show it says nothing new. */
const isAsAnswered = (credential: Static<typeof Credential>): boolean =>
  Object.keys(credential).sort().join() === 'configured,type';

const present = ({ id, name, type, managed, internal, credential, ...at }: AiProvider) => ({
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
const whole = (provider: AiProvider) => documentOf(present(provider), linksOf(provider));
