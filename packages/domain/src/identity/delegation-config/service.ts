import { stamp } from '@berth/db';
import { newId } from '@berth/kernel';
import { type Context, change, holdLive, type Written } from '@berth/resource';
import { changedDescription, newDescription } from '../../described.ts';
import { sent, tidy } from '../../fields.ts';
import { delegationConfigEntity, delegationConfigs } from '../tables/delegation-config.ts';
import type { CreateDelegationConfig, UpdateDelegationConfig } from './schema.ts';

export async function createDelegationConfig(ctx: Context, input: CreateDelegationConfig): Promise<Written> {
  const id = newId('delegationConfig', ctx.now);
  await ctx.db.insert(delegationConfigs).values({
    instance_id: ctx.instanceId,
    id,
    name: tidy(input.name ?? null),
    ...newDescription(input),
    sub_delegation_behavior: input.sub_delegation_behavior,
    sub_delegation_depth: input.sub_delegation_depth ?? 1,
    ...stamp(ctx.now),
  });
  return { id };
}

/** Changes the members that were sent. Delegations that exist already stay as they are. */
export async function updateDelegationConfig(
  ctx: Context,
  id: string,
  input: UpdateDelegationConfig,
): Promise<void> {
  await holdLive(ctx, delegationConfigEntity, id, 'change');
  const { sub_delegation_behavior, sub_delegation_depth } = input;
  const changes = {
    name: tidy(input.name),
    ...changedDescription(input),
    sub_delegation_behavior,
    sub_delegation_depth,
  };
  await change(ctx, delegationConfigEntity, id, sent(changes));
}
