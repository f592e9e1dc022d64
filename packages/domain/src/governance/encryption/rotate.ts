import type { Context } from '@berth/resource';
import { enqueue, type JobView, jobById } from '../job/index.ts';
import { masterKeysJob } from './master-keys.ts';
import type { RotateInput } from './schema.ts';

/** The job that is done where the values are. */
export const dataKeysRotation = { kind: 'data-keys.rotate', unique: true };

/** Enqueues a rotation, or answers the one that is under way. */
export async function rotate(ctx: Context, { keys }: RotateInput): Promise<JobView> {
  return jobById(ctx, await enqueue(ctx, keys === 'data' ? dataKeysRotation : masterKeysJob, null));
}
