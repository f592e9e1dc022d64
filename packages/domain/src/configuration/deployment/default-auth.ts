import { type Context, performStep } from '@berth/resource';
import {
  archiveBelowDeployment,
  authConfig,
  leaveDeployment,
  unarchiveBelowDeployment,
} from '../auth-config/index.ts';
import { authConfigs } from '../auth-config/table.ts';
import { holdDefaultOf } from '../default-rows.ts';
import { unlessDestroyed } from './default-config.ts';

/** Archives the default auth config of a deployment that is archived. It stays its default. */
export async function archiveDefaultAuth(ctx: Context, deploymentId: string): Promise<void> {
  const id = await holdDefaultOf(ctx, authConfigs, deploymentId, 'active');
  if (id !== null) await performStep(ctx, authConfig, archiveBelowDeployment, { id });
}

/**
 * Makes the default auth config live again that was archived with its deployment. One whose value was destroyed stays
 * archived, and the deployment has no default.
 */
export async function unarchiveDefaultAuth(ctx: Context, deploymentId: string): Promise<void> {
  const id = await holdDefaultOf(ctx, authConfigs, deploymentId, 'archived');
  if (id === null) return;
  const isBack = await unlessDestroyed(() => performStep(ctx, authConfig, unarchiveBelowDeployment, { id }));
  if (!isBack) await performStep(ctx, authConfig, leaveDeployment, { id });
}
