import { DomainError } from '@berth/kernel';
import { type Context, change, hold, refuseGone } from '@berth/resource';
import { and, eq } from 'drizzle-orm';
import { authMethods } from '../../catalog/auth-method/table.ts';
import { specifications } from '../../catalog/tables/specification.ts';
import { type Edit, purgeRevisions, storeNext, type Terms } from '../value/index.ts';
import type { ValueOwner } from '../value-owner.ts';
import { authConfigEntity, type authConfigs } from './table.ts';

type AuthConfig = typeof authConfigs.$inferSelect;

export const authConfigValue: ValueOwner<AuthConfig> = {
  path: 'provider-auth-configs',
  hold: async (ctx, id) => {
    const row = await hold(ctx, authConfigEntity, id, 'change');
    refuseGone(authConfigEntity, row, 'updated');
    return row;
  },
  release: releaseRevision,
  purge: async (ctx, id, most) =>
    purgeRevisions(ctx, await hold(ctx, authConfigEntity, id, 'change'), { most }),
  edit: editAuthConfig,
};

/**
 * What the value is measured by: the input schema of its method, in the place of the specification's own. All of it is
 * secret. A method without a schema takes any object.
 */
export async function termsOfMethod(ctx: Context, authMethodId: string): Promise<Terms> {
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
  return {
    specification: {
      ...row.specification,
      config_schema: row.schema ?? { type: 'object' },
      config_visibility: 'encrypted',
      secret_paths: [],
    },
    tests: [],
  };
}

async function editAuthConfig(ctx: Context, row: AuthConfig, edit: Edit): Promise<void> {
  if (edit.kind === 'keep') return;
  const next = await storeNext(ctx, row, await termsOfMethod(ctx, row.auth_method_id), edit);
  if (!next) return;
  await change(ctx, authConfigEntity, row.id, { revision: next.revision });
  await purgeRevisions(ctx, { id: row.id, revision: next.revision });
}

/** The current revision is needed as long as the auth config lives. */
async function releaseRevision(ctx: Context, id: string, n: number): Promise<void> {
  const row = await hold(ctx, authConfigEntity, id, 'change');
  if (n !== row.revision || row.status !== 'active') return;
  throw new DomainError('conflict', 'The current revision of a live auth config cannot be destroyed.', {
    entity: authConfigEntity.name,
    id,
  });
}
