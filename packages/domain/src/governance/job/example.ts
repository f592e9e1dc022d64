import { newId } from '@berth/kernel';
import type { Example } from '@berth/resource';
import { enqueue } from './enqueue.ts';

/** A job of a kind that no process knows: it stays in the queue. */
export const jobExample: Example = ({ run }) =>
  run((ctx) => enqueue(ctx, { kind: newId('job', ctx.now), unique: false }, null));
