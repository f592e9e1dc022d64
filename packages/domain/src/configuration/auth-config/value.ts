import { type Context, change } from '@berth/resource';
import { and, eq } from 'drizzle-orm';
import { authMethods } from '../../catalog/auth-method/table.ts';
import { specifications } from '../../catalog/tables/specification.ts';
import {
  type Edit,
  purgeExcess,
  type Specification,
  type StaleSecrets,
  storeNext,
  type Terms,
  type ValueOwner,
} from '../value/index.ts';
import { authConfigErrors } from './errors.ts';
import { authConfigEntity, type authConfigs } from './table.ts';
import { columnsOf, TOKEN_SCHEMA } from './token-value.ts';

type AuthConfig = typeof authConfigs.$inferSelect;

export const authConfigValue: ValueOwner<AuthConfig> = {
  path: 'provider-auth-configs',
  entity: authConfigEntity,
  called: 'a live auth config',
  edit: editAuthConfig,
};

/**
 * Reads the terms of an auth config's value: the input schema of its method takes the place of the specification's
 * schema, and the whole value is secret. A method without a schema accepts any object. Tokens that Berth got have a
 * schema of their own.
 */
export async function termsOfMethod(
  ctx: Context,
  authMethodId: string,
  type: AuthConfig['type'],
): Promise<Terms> {
  const [row] = await ctx.db
    .select({ specification: specifications, schema: authMethods.input_schema })
    .from(authMethods)
    .innerJoin(
      specifications,
      and(
        eq(specifications.owner_id, authMethods.owner_id),
        eq(specifications.id, authMethods.specification_id),
      ),
    )
    .where(eq(authMethods.id, authMethodId));
  if (!row) throw new Error(`The specification of ${authMethodId} is missing`);
  const specification = specificationOfMethod(row.specification, row.schema, type === 'oauth_automated');
  return { specification, version: null };
}

/** Makes the specification of an auth config's value from that of its method, whose input schema is given. */
export const specificationOfMethod = (
  specification: Specification,
  schema: Specification['config_schema'] | null,
  automated: boolean,
): Specification => ({
  ...specification,
  config_schema: automated ? TOKEN_SCHEMA : (schema ?? ANY_OBJECT),
  config_visibility: 'encrypted',
  secret_paths: [],
  destination_paths: null,
});

const ANY_OBJECT = { type: 'object' };

async function editAuthConfig(ctx: Context, row: AuthConfig, edit: Edit): Promise<StaleSecrets | undefined> {
  if (edit.kind === 'keep') return undefined;
  if (row.type === 'oauth_automated' && edit.kind !== 'confirm') throw authConfigErrors.automated();
  const terms = await termsOfMethod(ctx, row.auth_method_id, row.type);
  const { kept, document, stale } = await storeNext(ctx, row, terms, edit);
  if (kept === null) return stale;
  await change(ctx, authConfigEntity, row.id, { ...kept, ...columnsOf(row, document.value) });
  await purgeExcess(ctx, authConfigValue, { id: row.id, revision: kept.revision });
  return stale;
}
