import { newId } from '@berth/kernel';
import type { Example } from '@berth/resource';
import { enqueue } from './enqueue.ts';

/** Enqueues a job of an unknown kind, which stays in the queue. */
export const jobExample: Example = ({ run }) =>
  run((ctx) => enqueue(ctx, { kind: newId('job', ctx.now), unique: false }, null));

export const shownJob: Example = async ({ create }) => (await create('encryption/rotate', {})).id;
