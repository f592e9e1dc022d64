import type { Context } from '@berth/resource';
import { enqueue, type JobView, jobById } from '../job/index.ts';
import { masterKeysJob } from './master-keys.ts';
import type { RotateInput } from './schema.ts';

/** The kind of job that rotates data keys. The handler stands with the values. */
export const dataKeysRotation = { kind: 'data-keys.rotate', unique: true };

/** Enqueues a rotation, or returns the one that is in progress. */
export async function rotate(ctx: Context, { keys }: RotateInput): Promise<JobView> {
  return jobById(ctx, await enqueue(ctx, keys === 'data' ? dataKeysRotation : masterKeysJob, null));
}
