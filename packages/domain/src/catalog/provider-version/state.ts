import { archived, touch, unarchived } from '@berth/db';
import { invalidMember } from '@berth/kernel';
import {
  type Context,
  change,
  findRow,
  hold,
  holdArchived,
  refuseArchived,
  refuseGone,
  releaseDependents,
} from '@berth/resource';
import { eq, sql } from 'drizzle-orm';
import { changedDescription } from '../../described.ts';
import { sent } from '../../fields.ts';
import { versionInForceIn } from '../in-force.ts';
import { providerEntity, providers } from '../tables/provider.ts';
import { providerVersionEntity, providerVersions } from '../tables/provider-version.ts';
import { versionErrors, versionProblems } from './errors.ts';
import type { UpdateProviderVersion } from './schema.ts';
import { replaceCurrent } from './service.ts';

type Version = typeof providerVersions.$inferSelect;

/** Holds the provider of a version before the version, as publishing does. Nothing is held of the shipped catalogue. */
export async function holdProviderOf(ctx: Context, id: string): Promise<void> {
  const { owner_id, provider_id } = await findRow(ctx, providerVersionEntity, id);
  if (owner_id === ctx.instanceId) await hold(ctx, providerEntity, provider_id, 'change');
}

/**
 * Changes the labels of a version, and makes it the current one of its provider.
 * @throws DomainError `forbidden` for a shipped version; `gone` for an archived one; `invalid_data` for `false`.
 */
export async function updateProviderVersion(
  ctx: Context,
  id: string,
  { is_current, ...input }: UpdateProviderVersion,
): Promise<void> {
  const version = await holdOwnVersion(ctx, id, 'change');
  refuseGone(providerVersionEntity, version, 'change');
  const labels = sent({ name: input.name?.trim(), ...changedDescription(input) });
  await change(ctx, providerVersionEntity, id, labels);
  if (is_current === undefined || is_current === version.is_current) return;
  if (!is_current) throw invalidMember(versionProblems.staysCurrent(['is_current']));
  const provider = await findRow(ctx, providerEntity, version.provider_id);
  refuseArchived(providerEntity, provider);
  const replaced = await replaceCurrent(ctx, provider.id);
  ctx.write.touched.push(...replaced.map((row) => ({ object: providerVersionEntity.name, ...row })));
  await change(ctx, providerVersionEntity, id, { is_current: true, current_since: ctx.now.toISOString() });
  await ctx.db.update(providers).set(touch(providers, ctx.now)).where(eq(providers.id, provider.id));
}

/**
 * Archives a version that nothing uses.
 * @throws DomainError `forbidden`, `gone`; `conflict` for the version that is current or in force, and for one in use
 * with what uses it.
 */
export async function archiveProviderVersion(ctx: Context, id: string): Promise<void> {
  const version = await holdOwnVersion(ctx, id, 'archive');
  refuseGone(providerVersionEntity, version, 'archive');
  if (version.is_current) throw versionErrors.current({ entity: providerVersionEntity.name, id });
  // A config that is being made holds the provider, and may get the specification of this version
  await hold(ctx, providerEntity, version.provider_id, 'archive');
  await refuseInForce(ctx, version);
  await releaseDependents(ctx, providerVersionEntity, id);
  await change(ctx, providerVersionEntity, id, archived(ctx.now));
}

/** Keeps the version that stands in for a current one without its approval. @throws DomainError `conflict`. */
async function refuseInForce(ctx: Context, { id, provider_id }: Version): Promise<void> {
  const inForce = versionInForceIn(sql`${ctx.instanceId}`, sql`${provider_id}`);
  const isInForce = eq(providerVersions.id, inForce);
  const [found] = await ctx.db.select({ id: providerVersions.id }).from(providerVersions).where(isInForce);
  if (found?.id === id) throw versionErrors.inForce({ entity: providerVersionEntity.name, id });
}

/** Makes an archived version live again, not the current one. @throws DomainError `forbidden`, `invalid_state`. */
export async function unarchiveProviderVersion(ctx: Context, id: string): Promise<void> {
  const { provider_id } = await holdOwnVersion(ctx, id, 'change');
  await holdArchived(ctx, providerVersionEntity, id);
  refuseArchived(providerEntity, await findRow(ctx, providerEntity, provider_id));
  await change(ctx, providerVersionEntity, id, unarchived());
}

/** @throws DomainError `forbidden` for a version of a shipped provider. */
async function holdOwnVersion(ctx: Context, id: string, as: 'change' | 'archive'): Promise<Version> {
  await holdProviderOf(ctx, id);
  const version = await hold(ctx, providerVersionEntity, id, as);
  if (version.owner_id === ctx.instanceId) return version;
  throw versionErrors.readOnly({ entity: providerVersionEntity.name, id });
}
