import { type Pointer, PointerSet, writtenLeaves } from '@berth/json-schema';
import { breathe, filterInSlices } from '@berth/kernel';
import type { ValueDocument } from '../content/document.ts';
import type { Attempt } from './attempt.ts';
import { vaultBefore } from './ground.ts';
import { bondsOfMovedItems, UNKNOWN_BOND } from './moved-items.ts';
import { wasSent } from './sent.ts';

/**
 * Makes the document of what an edit keeps: the next value, with the destinations of the secrets that keep their stored
 * content. A leaf to keep that the vault had comes with the vault's when it becomes an own one, and a secret that moves
 * with its item comes with those that it had there.
 */
export async function keptDocument({ ground, edit, value, sent }: Attempt): Promise<ValueDocument> {
  const stored = edit.kind === 'restore' ? edit.revision.document : ground.own;
  const vault = vaultBefore(ground);
  const wasMine = new PointerSet(writtenLeaves(stored?.value ?? {}));
  const isMine = new PointerSet(writtenLeaves(value));
  const mine = stored?.bound ?? {};
  const theirs = vault?.bound ?? {};
  await breathe();
  const taken = await filterInSlices(
    Object.entries(theirs),
    ([pointer]) => sent.kept.covers(pointer) && !wasMine.touches(pointer) && isMine.touches(pointer),
  );
  const own = await filterInSlices(Object.entries(mine), ([pointer]) => !wasSent(sent, pointer));
  await breathe();
  const { bonds, nameAfter } = bondsOfMovedItems(
    sent.movedItems,
    edit.kind === 'shown' ? edit.value : value,
    Object.assign({}, vault?.bonds, stored?.bonds),
  );
  const stayed = [...own, ...taken]
    .filter(([pointer]) => !sent.moved.has(pointer))
    .map(([pointer, name]): [Pointer, string] => [pointer, nameAfter(pointer, name, false)]);
  const moved = [...sent.moved].map(([to, from]): [Pointer, string] => {
    const bound = wasMine.touches(from) ? mine : theirs;
    const name = Object.hasOwn(bound, from) ? bound[from] : undefined;
    return [to, nameAfter(from, name ?? UNKNOWN_BOND, true)];
  });
  return { value, bound: Object.fromEntries([...stayed, ...moved]), bonds };
}
