import { archived, stamp, unarchived } from '@berth/db';
import { type Id, newId } from '@berth/kernel';
import {
  type Context,
  change,
  countLiveRows,
  holdArchived,
  holdLive,
  liveRowsOf,
  MOST_NAMED,
  taken,
  type Written,
} from '@berth/resource';
import { eq } from 'drizzle-orm';
import { sent } from '../../fields.ts';
import { countLiveKeys, issueKey, ownLimits } from '../api-key/index.ts';
import { announceChange } from '../changes/index.ts';
import { type DataKeyRow, newInstanceKey, refuseErasing, storeDataKey } from '../data-key/index.ts';
import { instanceEntity, instances } from '../tables/instance.ts';
import { approvalsAfter, NO_APPROVALS } from './approvals.ts';
import { instanceErrors } from './errors.ts';
import type { CreateInstance, Stopped, UpdateInstance } from './schema.ts';
import { readSetupPage } from './setup-page.ts';

/** The id of a new instance and the data key that is bound to it. */
export interface PreparedInstance {
  id: Id<'instance'>;
  dataKey: DataKeyRow;
}

/**
 * Makes the id and the data key of a new instance. Not to be called in a transaction, because wrapping may call a
 * remote service.
 */
export async function prepareInstance(ctx: Context): Promise<PreparedInstance> {
  const id = newId('instance', ctx.now);
  return { id, dataKey: await newInstanceKey(ctx.services.secrets, id, ctx.now) };
}

/**
 * Creates an instance with its data key and a first key. That key has all rights within the instance, with the same end
 * and addresses as the caller's key.
 */
export async function createInstance(
  ctx: Context,
  input: CreateInstance,
  { id, dataKey }: PreparedInstance,
): Promise<Written> {
  const name = input.name.trim();
  if (input.slug !== undefined) await refuseTakenSlug(ctx, input.slug, null);
  await ctx.db.insert(instances).values({
    id,
    organization_id: ctx.organizationId,
    slug: input.slug ?? slugOf(name, id),
    name,
    type: input.type ?? 'production',
    requires_preconditions: input.requires_preconditions ?? false,
    secret_max_age_days: input.secret_max_age_days ?? null,
    setup_page: readSetupPage(input.setup_page) ?? null,
    ...approvalsAfter(NO_APPROVALS, input.approvals, ctx.now),
    ...stamp(ctx.now),
  });
  await storeDataKey(ctx.db, dataKey);
  const limits = await ownLimits(ctx);
  const inside = { ...ctx, instanceId: id as Id<'instance'> };
  const key = await issueKey(inside, { name: 'First key', type: 'secret', scopes: ['admin'], ...limits });
  return { id, once: { secret_key: key } };
}

/**
 * Changes the members of an instance that were sent. Every process is told, because cached credentials depend on the
 * instance.
 */
export async function updateInstance(ctx: Context, id: string, input: UpdateInstance): Promise<void> {
  const row = await holdLive(ctx, instanceEntity, id, 'change');
  const { slug, requires_preconditions, secret_max_age_days } = input;
  if (slug !== undefined) await refuseTakenSlug(ctx, slug, id);
  const setup_page = readSetupPage(input.setup_page);
  await change(ctx, instanceEntity, id, {
    ...sent({ name: input.name?.trim(), slug, requires_preconditions, secret_max_age_days, setup_page }),
    ...approvalsAfter(row, input.approvals, ctx.now),
  });
  await announceChange(ctx);
}

/**
 * Archives an instance: its rows stay, its keys stop working. With live rows it is archived by `force` only. The
 * caller's own instance cannot be archived. Returns the number of rows and keys that it stops, behind the writes that
 * are under way.
 * @throws DomainError `conflict` with live rows.
 */
export async function archiveInstance(ctx: Context, id: string): Promise<Stopped> {
  if (id === ctx.instanceId) {
    throw instanceErrors.ownKey({ entity: instanceEntity.name, id });
  }
  await holdLive(ctx, instanceEntity, id, 'archive');
  const inside = { ...ctx, instanceId: id as Id<'instance'> };
  const live = await liveRowsOf(inside, MOST_NAMED);
  if (live.length > 0 && !ctx.write.options.force) {
    throw instanceErrors.liveRows({ entity: instanceEntity.name, id, dependents: live });
  }
  const stopped = { rows: await countLiveRows(inside), api_keys: await countLiveKeys(inside) };
  await change(ctx, instanceEntity, id, archived(ctx.now));
  await announceChange(ctx);
  return stopped;
}

/** Makes an archived instance live again. Its keys work as before, and it can be erased again. */
export async function unarchiveInstance(ctx: Context, id: string): Promise<void> {
  const row = await holdArchived(ctx, instanceEntity, id);
  if (row.erased_at === null) refuseErasing(row);
  await change(ctx, instanceEntity, id, { ...unarchived(), erase_requested_at: null, erased_at: null });
  await announceChange(ctx);
}

/** Refuses a taken slug. Between concurrent writers the unique constraint decides. */
async function refuseTakenSlug(ctx: Context, slug: string, except: string | null): Promise<void> {
  const [other] = await ctx.db.select({ id: instances.id }).from(instances).where(eq(instances.slug, slug));
  if (other && other.id !== except) throw taken(instanceEntity.name, 'slug', slug);
}

function slugOf(name: string, id: string): string {
  const words = name.toLowerCase().match(/[a-z0-9]+/g) ?? ['instance'];
  return `${words.join('-').slice(0, 60)}-${id.slice(-6)}`;
}
