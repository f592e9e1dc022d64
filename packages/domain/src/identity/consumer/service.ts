import { stamp } from '@berth/db';
import { newId } from '@berth/kernel';
import { type Context, change, granting, hold, performStep, verbNamed, type Written } from '@berth/resource';
import { and, eq } from 'drizzle-orm';
import { copiedName, sent } from '../../fields.ts';
import { identityActor } from '../actor/index.ts';
import { insertProfile, profileOf } from '../consumer-profile/index.ts';
import { consumerEntity, consumers } from '../tables/consumer.ts';
import { presentConsumer } from './presenter.ts';
import type { CreateConsumer, MemberConsumerView, UpdateConsumer } from './schema.ts';

/** Creates a consumer with its profile, and the actor of type `person` that stands for it. */
export async function createConsumer(ctx: Context, { name, email }: CreateConsumer): Promise<Written> {
  const id = newId('consumer', ctx.now);
  await insertConsumer(ctx, { id, name: name.trim(), email });
  return { id };
}

async function insertConsumer(
  ctx: Context,
  members: Omit<typeof consumers.$inferInsert, 'instance_id' | 'created_at' | 'updated_at'>,
): Promise<void> {
  const made = await ctx.db
    .insert(consumers)
    .values({ instance_id: ctx.instanceId, ...members, ...stamp(ctx.now) })
    .onConflictDoNothing({ target: [consumers.instance_id, consumers.api_key_id] })
    .returning({ id: consumers.id });
  if (made.length === 0) return;
  await insertProfile(ctx, members.id);
  const input = { type: 'person', name: members.name, consumer_id: members.id };
  // A consumer is never without its actor
  const whole = granting(ctx, 'identity-actors:write');
  await performStep(whole, identityActor, verbNamed(identityActor, 'create'), { input });
}

/** Changes the members of a consumer that were sent. Its actors keep their names. */
export async function updateConsumer(ctx: Context, id: string, input: UpdateConsumer): Promise<void> {
  await hold(ctx, consumerEntity, id, 'change');
  await change(ctx, consumerEntity, id, sent({ name: input.name?.trim(), email: input.email }));
}

/** Returns the consumer of the API key itself, with its profile. The first call makes it. */
export async function memberConsumer(ctx: Context): Promise<MemberConsumerView> {
  const { keyId, keyName } = ctx.actor;
  if (!(await ofKey(ctx))) {
    await insertConsumer(ctx, {
      id: newId('consumer', ctx.now),
      name: copiedName(keyName) ?? keyId,
      // RFC 2606 keeps this domain from ever being one: the address is a name, until a PATCH gives a real one.
      email: `${keyId}@keys.invalid`,
      api_key_id: keyId,
    });
  }
  const own = await ofKey(ctx);
  if (!own) throw new Error(`The consumer of ${keyId} was not stored`);
  return { ...presentConsumer(own), profile: await profileOf(ctx, own) };
}

async function ofKey(ctx: Context): Promise<typeof consumers.$inferSelect | undefined> {
  const [own] = await ctx.db
    .select()
    .from(consumers)
    .where(and(eq(consumers.instance_id, ctx.instanceId), eq(consumers.api_key_id, ctx.actor.keyId)));
  return own;
}
