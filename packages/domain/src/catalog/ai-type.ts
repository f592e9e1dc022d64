import { pgArray, runPrepared } from '@berth/db';
import { asParameter, type Context, isAny, narrowed, reachParams, reachShape } from '@berth/resource';
import { type Static, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { and, asc, sql } from 'drizzle-orm';
import { Identifier, optional, words } from '../fields.ts';
import { PUBLIC } from './tables/owned.ts';
import { providerEntity, providers } from './tables/provider.ts';

/** Capabilities of a model, as the catalogue and the Informer face spell them, with the column of each. */
export const CAPABILITIES = {
  chat: 'chat',
  web: 'web',
  generateImage: 'generate_image',
  attachments: 'attachments',
  createEmbeddings: 'create_embeddings',
} as const;
export type Capability = keyof typeof CAPABILITIES;

/** The member `ai` of a provider's metadata, which makes the provider a type of AI providers. */
const AiData = Type.Object({
  id: Identifier,
  description: optional(Type.String({ maxLength: 1_000 })),
  /** The keys of its auth methods. */
  credentialTypes: Type.Array(Identifier, { minItems: 1, maxItems: 20 }),
  capabilities: Type.Array(words(...(Object.keys(CAPABILITIES) as Capability[])), { maxItems: 20 }),
  documentationUrl: Type.String({ maxLength: 1_000 }),
});

export interface AiType extends Static<typeof AiData> {
  providerId: string;
  /** True when the instance itself owns the provider. */
  own: boolean;
  name: string;
  description: string;
}

type ProviderPart = Pick<
  typeof providers.$inferSelect,
  'id' | 'owner_id' | 'name' | 'description' | 'metadata'
>;

/** An upper bound for the number of types: the shipped ones and an instance's own. */
const MOST = 1_000;

/**
 * Reads the AI type from a provider; null when it has none. Metadata is free-form, so an `ai` that does not fit counts
 * as none.
 */
export function aiTypeOf(row: ProviderPart): AiType | null {
  const ai = row.metadata?.ai;
  if (!Value.Check(AiData, ai)) return null;
  return {
    description: row.description ?? '',
    ...ai,
    providerId: row.id,
    own: row.owner_id !== PUBLIC,
    name: row.name,
  };
}

/** Lists every AI type that the caller may see, in the order of the catalogue. */
export async function aiTypes(
  ctx: Context,
  { archived = false }: { archived?: boolean } = {},
): Promise<AiType[]> {
  const rows = await runPrepared(
    ctx,
    `ai-types${archived ? '*' : ''}${reachShape(ctx)}`,
    (db) =>
      db
        .select({
          id: providers.id,
          owner_id: providers.owner_id,
          name: providers.name,
          description: providers.description,
          metadata: providers.metadata,
        })
        .from(providers)
        .where(
          and(
            isAny(providers.owner_id, 'owners'),
            narrowed(ctx, providerEntity, asParameter),
            sql`${providers.metadata} -> 'ai' is not null`,
            archived ? undefined : sql`${providers.status} = 'active'`,
          ),
        )
        .orderBy(asc(providers.id))
        .limit(MOST),
    { owners: pgArray([PUBLIC, ctx.instanceId]), ...reachParams(ctx) },
  );
  return rows.flatMap((row) => aiTypeOf(row) ?? []);
}

/**
 * Finds a type by name. A name may exist twice, once the shipped catalogue takes a name that an instance already used:
 * the instance's own type wins.
 */
export function typeNamed(types: readonly AiType[], id: string): AiType | null {
  const named = types.filter((type) => type.id === id);
  return named.find((type) => type.own) ?? named[0] ?? null;
}

/**
 * Lists the types that new providers can have. A shipped type is left out when the instance has its own type of that
 * name.
 */
export async function listAiTypes(ctx: Context): Promise<AiType[]> {
  const types = await aiTypes(ctx);
  return types.filter((type) => typeNamed(types, type.id) === type);
}
