import { stamp } from '@berth/db';
import { newId } from '@berth/kernel';
import { type Context, missing, missingBehind } from '@berth/resource';
import { and, eq } from 'drizzle-orm';
import { consumerEntity } from '../tables/consumer.ts';
import { presentProfile } from './presenter.ts';
import type { ConsumerProfileView } from './schema.ts';
import { consumerProfileEntity, consumerProfiles } from './table.ts';

/** Creates the profile of a consumer. */
export async function insertProfile(ctx: Context, consumer_id: string): Promise<void> {
  const id = newId('consumerProfile', ctx.now);
  await ctx.db
    .insert(consumerProfiles)
    .values({ instance_id: ctx.instanceId, id, consumer_id, ...stamp(ctx.now) });
}

/** Presents the profile of a consumer. */
export async function profileOf(
  ctx: Context,
  consumer: { id: string; name: string; email: string },
): Promise<ConsumerProfileView> {
  const [profile] = await ctx.db
    .select()
    .from(consumerProfiles)
    .where(
      and(eq(consumerProfiles.instance_id, ctx.instanceId), eq(consumerProfiles.consumer_id, consumer.id)),
    );
  if (!profile) throw missing(ctx, consumerProfileEntity);
  return presentProfile({ ...profile, consumer });
}

/** Finds a profile below its consumer. @throws DomainError `not_found`. */
export async function findProfile(ctx: Context, consumerId: string, id: string): Promise<string> {
  const [found] = await ctx.db
    .select({ id: consumerProfiles.id })
    .from(consumerProfiles)
    .where(
      and(
        eq(consumerProfiles.instance_id, ctx.instanceId),
        eq(consumerProfiles.consumer_id, consumerId),
        eq(consumerProfiles.id, id),
      ),
    );
  if (!found) throw missingBehind(consumerEntity, consumerProfileEntity.name, id);
  return found.id;
}
