import { invalidMember } from '@berth/kernel';
import { beyondReach, type Context, change, findRow, hold } from '@berth/resource';
import { defaultOf, isDefaultOf } from '../default-rows.ts';
import { requireFree } from '../guard.ts';
import { deploymentEntity } from '../tables/deployment.ts';
import { authConfigProblems } from './errors.ts';
import { type AuthConfigRow, authConfigEntity, authConfigs } from './table.ts';

/** Tells if a deployment has a default auth config, or had one when it was archived. */
export const hasDefaultAuth = async (ctx: Context, deploymentId: string): Promise<boolean> =>
  (await ctx.db.$count(authConfigs, isDefaultOf(ctx, authConfigs, deploymentId, 'any'))) > 0;

/**
 * Finds the column for the place of the default that a body asks for, and takes the place away from the auth config
 * that has it. Returns nothing when the auth config has its place already. Only administrators may change the default
 * of a managed or internal deployment.
 * @throws DomainError `forbidden`; `invalid_data` for an auth config without a deployment.
 */
export async function placeOfDefault(
  ctx: Context,
  row: AuthConfigRow,
  asked: boolean | undefined,
): Promise<Pick<AuthConfigRow, 'default_of_deployment_id'> | undefined> {
  if (asked === undefined || asked === (row.default_of_deployment_id !== null)) return undefined;
  const of = row.provider_deployment_id;
  if (of === null) throw invalidMember(authConfigProblems.noDeployment(['is_default']));
  // Serializes the writers of the default, like a create
  requireFree(ctx, await hold(beyondReach(ctx), deploymentEntity, of, 'change'));
  if (!asked) return { default_of_deployment_id: null };
  const other = await defaultOf(ctx, authConfigs, of);
  if (other !== null) await dethrone(ctx, other);
  return { default_of_deployment_id: of };
}

async function dethrone(ctx: Context, id: string): Promise<void> {
  const { name } = await findRow(ctx, authConfigEntity, id);
  await change(ctx, authConfigEntity, id, { default_of_deployment_id: null });
  ctx.write.touched.push({ object: authConfigEntity.name, id, name });
}

/** Takes the place of the default away from an auth config, live or archived. */
export async function leavePlace(ctx: Context, id: string): Promise<void> {
  ctx.write.noted.default_of_deployment_id = null;
  await change(ctx, authConfigEntity, id, { default_of_deployment_id: null });
}
