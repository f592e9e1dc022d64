import type { Context } from '@berth/resource';
import { valueErrors } from './content/errors.ts';
import { holdRow, type Pin, type ValueOwner } from './owner.ts';
import { destroyRow, purgeRevisions, type RevisionRow, revisionAt } from './revisions/revisions.ts';

/**
 * Destroys one revision of a row and returns the emptied revision.
 * @throws DomainError `not_found`; `gone` when it is already destroyed; `conflict` when it is needed.
 */
export async function destroyRevision(
  ctx: Context,
  owner: ValueOwner,
  id: string,
  n: string,
): Promise<RevisionRow> {
  await refuseNeeded(ctx, owner, id, Number(n));
  await destroyRow(ctx, await revisionAt(ctx, id, n));
  return revisionAt(ctx, id, n);
}

async function refuseNeeded(ctx: Context, owner: ValueOwner, id: string, n: number): Promise<void> {
  const { entity, called, outlivesArchive } = owner;
  const row = await holdRow(ctx, owner, id);
  const needed = { entity: entity.name, id };
  if (n === row.revision && (outlivesArchive || row.status === 'active')) {
    throw valueErrors.currentRevision({ owner: called }, needed);
  }
  const pins = (await pinsOn(ctx, owner, id)).filter((pin) => pin.vault_revision === n);
  if (pins.length === 0) return;
  const dependents = pins.map(({ vault_revision: _, ...config }) => config);
  throw valueErrors.pinned({ ...needed, dependents });
}

const pinsOn = async (ctx: Context, { pins }: ValueOwner, id: string): Promise<Pin[]> =>
  pins ? pins(ctx, id) : [];

/** Holds a row and destroys its revisions, as `purgeExcess`. */
export const purgeOwner = async (
  ctx: Context,
  owner: ValueOwner,
  id: string,
  most: number,
): Promise<number[]> => purgeExcess(ctx, owner, await holdRow(ctx, owner, id), most);

/**
 * Destroys the revisions beyond the number to keep that nothing is pinned to: all, or at most `most` of the oldest.
 * Returns their numbers.
 */
export async function purgeExcess(
  ctx: Context,
  owner: ValueOwner,
  { id, revision }: { id: string; revision: number | null },
  most?: number,
): Promise<number[]> {
  if (revision === null) return [];
  const pins = await pinsOn(ctx, owner, id);
  return purgeRevisions(ctx, { id, revision }, { but: pins.map((pin) => pin.vault_revision), most });
}
