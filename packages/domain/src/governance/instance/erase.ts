import { type Id, invalidMember } from '@berth/kernel';
import { type Context, change, hold, holdArchived } from '@berth/resource';
import { enqueue } from '../job/index.ts';
import { instanceEntity } from '../tables/instance.ts';
import { instanceErrors, instanceProblems } from './errors.ts';
import type { EraseInstance } from './schema.ts';

/** The kind of job that destroys the values of an instance. The handler stands with the values. */
export const erasure = { kind: 'instance.erase', unique: true };

/**
 * Asks for the destruction of the data keys and values of an archived instance, by a job of that instance. Asking again
 * starts a job that has failed once more.
 * @throws DomainError `invalid_state` for a live instance; `conflict` when it is done; `invalid_data` for another name.
 */
export async function eraseInstance(ctx: Context, id: string, { confirm }: EraseInstance): Promise<void> {
  const row = await holdArchived(ctx, instanceEntity, id);
  if (row.erased_at !== null) throw instanceErrors.notErasable({ entity: instanceEntity.name, id });
  if (confirm !== row.name) throw invalidMember(instanceProblems.notTheName(['confirm']));
  if (row.erase_requested_at === null) {
    // Waits for the writes of values that are under way, and has later ones refused
    await hold(ctx, instanceEntity, id, 'archive');
    await change(ctx, instanceEntity, id, { erase_requested_at: ctx.now.toISOString() });
  }
  await enqueue({ ...ctx, instanceId: id as Id<'instance'> }, erasure, null);
}
