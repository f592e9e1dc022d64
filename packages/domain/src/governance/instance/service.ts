import { DomainError, newId } from '@berth/kernel';
import { type Context, hold, type Written } from '@berth/resource';
import { eq } from 'drizzle-orm';
import { stamp, touch } from '../../columns.ts';
import { sent } from '../../fields.ts';
import { issueKey, tokensOf } from '../api-key/index.ts';
import { createDataKey } from '../data-key/index.ts';
import type { CreateInstance, UpdateInstance } from './schema.ts';
import { instanceEntity, instances } from './table.ts';

/** A new tenant of the installation, with its data key and a first key that may do everything inside it. */
export async function createInstance(ctx: Context, input: CreateInstance): Promise<Written> {
  const id = newId('instance', ctx.now);
  const name = input.name.trim();
  await ctx.db.insert(instances).values({
    id,
    organization_id: ctx.organizationId,
    slug: input.slug ?? slugOf(name, id),
    name,
    type: input.type ?? 'production',
    ...stamp(ctx.now),
  });
  const inside = { ...ctx, instanceId: id };
  await createDataKey(inside);
  const key = await issueKey(inside, { name: 'First key', type: 'secret', scopes: ['admin'] });
  return { id, once: { secret_key: key } };
}

export async function updateInstance(ctx: Context, id: string, input: UpdateInstance): Promise<void> {
  await liveInstance(ctx, id, 'change');
  await ctx.db
    .update(instances)
    .set({ ...sent({ name: input.name?.trim(), slug: input.slug }), ...touch(instances, ctx.now) })
    .where(eq(instances.id, id));
}

/** Archives an instance: its rows stay, its keys stop working. The caller's own instance stays. */
export async function archiveInstance(ctx: Context, id: string): Promise<void> {
  if (id === ctx.instanceId) {
    throw new DomainError('conflict', 'An instance cannot be archived with one of its own keys.');
  }
  await liveInstance(ctx, id, 'archive');
  await ctx.db
    .update(instances)
    .set({ status: 'archived', archived_at: ctx.now.toISOString(), ...touch(instances, ctx.now) })
    .where(eq(instances.id, id));
  ctx.afterCommit.push(() => tokensOf(ctx.database).clear());
}

async function liveInstance(ctx: Context, id: string, as: 'change' | 'archive'): Promise<void> {
  const row = await hold(ctx, instanceEntity, id, as);
  if (row.status !== 'active') throw new DomainError('gone', 'Resource cannot be updated.', { id });
}

function slugOf(name: string, id: string): string {
  const words = name.toLowerCase().match(/[a-z0-9]+/g) ?? ['instance'];
  return `${words.join('-').slice(0, 60)}-${id.slice(-6)}`;
}
