import { stamp } from '@berth/db';
import { digitsOf } from '@berth/kernel';
import { type Context, change } from '@berth/resource';
import { MOST_SLUG, slugFrom } from '../../slug.ts';
import type { ActorRow } from '../tables/actor.ts';
import { agentOf, findAgents } from './find.ts';
import { agentEntity, agents } from './table.ts';

const SUFFIX = 8;

/** Creates the agent of an actor that is about to be stored with it. */
export async function insertAgent(
  ctx: Context,
  actor: Pick<ActorRow, 'id' | 'name' | 'description' | 'metadata'>,
): Promise<void> {
  const id = agentOf(actor.id);
  await ctx.db.insert(agents).values({
    instance_id: ctx.instanceId,
    id,
    actor_id: actor.id,
    name: actor.name,
    slug: await freeSlug(ctx, slugFrom(actor.name) ?? '', digitsOf(id).slice(-SUFFIX)),
    description: actor.description,
    metadata: actor.metadata,
    ...stamp(ctx.now),
  });
  ctx.write.touched.push({ object: agentEntity.name, id, name: actor.name });
}

/** The slug itself; with a suffix when another agent has it, or when nothing of the name is left. */
async function freeSlug(ctx: Context, slug: string, suffix: string): Promise<string> {
  if (slug === '') return `agent-${suffix}`;
  const isTaken = (await findAgents(ctx, [slug])).length > 0;
  return isTaken ? `${slug.slice(0, MOST_SLUG - SUFFIX - 1)}-${suffix}` : slug;
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
