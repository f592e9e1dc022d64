import { type Pointer, PointerSet, writtenLeaves } from '@berth/json-schema';
import type { Edit } from './edit.ts';
import type { Ground } from './ground.ts';
import { isMoved, type KeptPlaces } from './keep.ts';

/** The leaves that the caller sent or removed. Null means all leaves, except those to keep. */
export interface Sent {
  leaves: PointerSet | null;
  kept: PointerSet;
  /** The places that got a secret of another place, with that place. */
  moved: ReadonlyMap<Pointer, Pointer>;
  movedItems: KeptPlaces['movedItems'];
}

export function sentBy(edit: Edit, { base, own }: Ground, { places, movedItems }: KeptPlaces): Sent {
  const kept = new PointerSet(places.map(({ to }) => to));
  const moved = new Map(places.filter(isMoved).map(({ from, to }) => [to, from]));
  const sent = (leaves: Pointer[] | null): Sent => ({
    leaves: leaves && new PointerSet(leaves),
    kept,
    moved,
    movedItems,
  });
  if (edit.kind === 'patch' || edit.kind === 'move') return sent(writtenLeaves(edit.patch));
  if (edit.kind !== 'replace' && edit.kind !== 'shown') return sent([]);
  if (base === null) return sent(null);
  return sent([...writtenLeaves(edit.value), ...writtenLeaves(own?.value ?? {})]);
}

export const wasSent = ({ leaves, kept }: Sent, pointer: Pointer): boolean =>
  !kept.covers(pointer) && (leaves === null || leaves.touches(pointer));

/** The leaves that an edit sends or removes. */
export function sentOver(edit: Edit): PointerSet | undefined {
  if (edit.kind === 'patch' || edit.kind === 'move') return new PointerSet(writtenLeaves(edit.patch));
  return edit.kind === 'replace' ? new PointerSet(writtenLeaves(edit.value)) : undefined;
}
