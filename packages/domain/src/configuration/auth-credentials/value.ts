import { type Context, change } from '@berth/resource';
import { and, asc, desc, eq, sql } from 'drizzle-orm';
import { authMethods } from '../../catalog/auth-method/table.ts';
import { isUsable } from '../../catalog/in-force.ts';
import { providerVersions } from '../../catalog/tables/provider-version.ts';
import { specificationById, specificationInForce } from '../target.ts';
import { type Edit, purgeExcess, storeNext, type Terms, type ValueOwner } from '../value/index.ts';
import { type AuthCredentialsRow, authCredentialsEntity } from './table.ts';

export type AuthMethod = typeof authMethods.$inferSelect;

export const authCredentialsValue: ValueOwner<AuthCredentialsRow> = {
  path: 'provider-auth-credentials',
  entity: authCredentialsEntity,
  called: 'live auth credentials',
  edit: editAuthCredentials,
};

const text = { type: 'string', minLength: 1 };
const SCHEMA = {
  type: 'object',
  required: ['client_id', 'client_secret'],
  additionalProperties: false,
  properties: { client_id: text, client_secret: text },
};

/**
 * Makes the terms of a client id and secret. The token endpoint of the method takes the place of a test: the secret is
 * bound to its origin, and another endpoint in a later version of the provider does not get it. The bond names the
 * method, and with it the revocation endpoint.
 */
export async function termsOfApp(ctx: Context, method: AuthMethod): Promise<Terms> {
  const specification = await specificationById(ctx, method.specification_id);
  return {
    specification: {
      ...specification,
      config_schema: SCHEMA,
      config_visibility: 'encrypted',
      secret_paths: [],
      destination_paths: null,
    },
    version: { id: method.id, test: method.oauth && { url: method.oauth.token_url } },
  };
}

/** Finds the method of the provider's version in force with this key, else the newest one that the instance may use. */
export async function methodInForce(
  ctx: Context,
  { provider_id, auth_method_key: key }: Pick<AuthCredentialsRow, 'provider_id' | 'auth_method_key'>,
): Promise<AuthMethod> {
  const { id } = await specificationInForce(ctx, provider_id, null);
  const isOfUsable = sql`exists (select from ${providerVersions}
    where ${providerVersions.specification_id} = ${authMethods.specification_id}
    and ${isUsable(sql`${ctx.instanceId}`, providerVersions)})`;
  const [method] = await ctx.db
    .select()
    .from(authMethods)
    .where(and(eq(authMethods.provider_id, provider_id), eq(authMethods.key, key)))
    .orderBy(desc(eq(authMethods.specification_id, id)), desc(isOfUsable), desc(authMethods.id))
    .limit(1);
  if (!method) throw new Error(`The auth method ${key} of ${provider_id} is missing`);
  return method;
}

/** Finds the first method of type oauth of the provider's version in force. */
export async function firstMethod(ctx: Context, providerId: string): Promise<AuthMethod | null> {
  const { id } = await specificationInForce(ctx, providerId, null);
  const [method] = await ctx.db
    .select()
    .from(authMethods)
    .where(and(eq(authMethods.specification_id, id), eq(authMethods.type, 'oauth')))
    .orderBy(asc(authMethods.id))
    .limit(1);
  return method ?? null;
}

async function editAuthCredentials(ctx: Context, row: AuthCredentialsRow, edit: Edit): Promise<undefined> {
  if (edit.kind === 'keep') return;
  const terms = await termsOfApp(ctx, await methodInForce(ctx, row));
  const { kept } = await storeNext(ctx, row, terms, edit);
  if (kept === null) return;
  await change(ctx, authCredentialsEntity, row.id, { ...kept });
  await purgeExcess(ctx, authCredentialsValue, { id: row.id, revision: kept.revision });
}
