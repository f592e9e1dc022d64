import { stamp } from '@berth/db';
import { digitsOf } from '@berth/kernel';
import { type Context, change } from '@berth/resource';
import { MOST_SLUG, slugFrom } from '../../slug.ts';
import type { ActorRow } from '../tables/actor.ts';
import { agentOf } from './find.ts';
import { agentEntity, agents } from './table.ts';

const SUFFIX = 8;

/**
 * Creates the agent of an actor that is about to be stored with it. A slug that another agent has gets the end of the
 * id, and so does that of a name with nothing left of it.
 */
export async function insertAgent(
  ctx: Context,
  actor: Pick<ActorRow, 'id' | 'name' | 'description' | 'metadata'>,
): Promise<void> {
  const id = agentOf(actor.id);
  const slug = slugFrom(actor.name);
  const suffixed = `${(slug ?? 'agent').slice(0, MOST_SLUG - SUFFIX - 1)}-${digitsOf(id).slice(-SUFFIX)}`;
  for (const candidate of slug === null ? [suffixed] : [slug, suffixed]) {
    const [made] = await ctx.db
      .insert(agents)
      .values({
        instance_id: ctx.instanceId,
        id,
        actor_id: actor.id,
        name: actor.name,
        slug: candidate,
        description: actor.description,
        metadata: actor.metadata,
        ...stamp(ctx.now),
      })
      .onConflictDoNothing({ target: [agents.instance_id, agents.slug] })
      .returning({ id: agents.id });
    if (!made) continue;
    ctx.write.touched.push({ object: agentEntity.name, id, name: actor.name });
    return;
  }
  throw new Error('The end of a new id was part of a slug already');
}

/** Gives the agent of an actor what the actor has got. The slug stays. */
export async function mirrorActor(
  ctx: Context,
  actor: Pick<ActorRow, 'id' | 'name'>,
  changes: Partial<typeof agents.$inferInsert>,
): Promise<void> {
  const id = agentOf(actor.id);
  if (!(await change(ctx, agentEntity, id, changes))) return;
  ctx.write.touched.push({ object: agentEntity.name, id, name: changes.name ?? actor.name });
}
