import { archived, stamp, unarchived } from '@berth/db';
import { newId } from '@berth/kernel';
import {
  archiveRow,
  type Context,
  change,
  hold,
  holdLive,
  unarchiveRow,
  type Written,
} from '@berth/resource';
import { changedDescription, newDescription } from '../../described.ts';
import { sent } from '../../fields.ts';
import { insertAgent, mirrorActor } from '../agent/index.ts';
import { type ActorRow, actorEntity, actors } from '../tables/actor.ts';
import { consumerEntity } from '../tables/consumer.ts';
import type { CreateActor, UpdateActor } from './schema.ts';

/** Creates an actor, and its agent for one of type `agent`. */
export async function createActor(ctx: Context, input: CreateActor): Promise<Written> {
  const { consumer_id } = input;
  if (consumer_id) await hold(ctx, consumerEntity, consumer_id, 'reference');
  const actor = {
    id: newId('identityActor', ctx.now),
    name: input.name.trim(),
    ...newDescription(input),
  };
  await ctx.db.insert(actors).values({
    instance_id: ctx.instanceId,
    type: input.type,
    consumer_id: consumer_id ?? null,
    ...actor,
    ...stamp(ctx.now),
  });
  if (input.type === 'agent') await insertAgent(ctx, actor);
  return { id: actor.id };
}

/** Changes the members of an actor that were sent, and those of its agent. */
export async function updateActor(ctx: Context, id: string, input: UpdateActor): Promise<void> {
  const actor = await holdLive(ctx, actorEntity, id, 'change');
  const changes = sent({ name: input.name?.trim(), ...changedDescription(input) });
  await change(ctx, actorEntity, id, changes);
  await mirror(ctx, actor, changes);
}

/** Archives an actor and its agent. @throws DomainError `conflict` when it owns identities. */
export async function archiveActor(ctx: Context, id: string): Promise<void> {
  await archiveRow(ctx, actorEntity, id);
  await mirror(ctx, await hold(ctx, actorEntity, id, 'change'), archived(ctx.now));
}

/** Makes an archived actor live again, and its agent with it. */
export async function unarchiveActor(ctx: Context, id: string): Promise<void> {
  await unarchiveRow(ctx, actorEntity, id);
  await mirror(ctx, await hold(ctx, actorEntity, id, 'change'), unarchived());
}

async function mirror(
  ctx: Context,
  actor: ActorRow,
  changes: Parameters<typeof mirrorActor>[2],
): Promise<void> {
  if (actor.type === 'agent') await mirrorActor(ctx, actor, changes);
}
