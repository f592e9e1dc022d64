import type { Context } from '@berth/resource';
import type { Terms } from './destinations.ts';
import type { JsonObject } from './document.ts';
import { type Edit, editValue, placeOf } from './edit.ts';
import { findRevision, openRevision, storeRevision } from './revisions.ts';

/*
 * A value that lies over no other: that of a vault, of an auth config, of a config that is made from no vault.
 */

/** Stores the first value of an owner. @throws DomainError `invalid_data` with every problem below `path`. */
export async function storeFirst(
  ctx: Context,
  ownerId: string,
  terms: Terms,
  value: JsonObject,
  path: string[],
): Promise<void> {
  const { specification } = terms;
  const { document, secrets } = editValue(terms, { base: null, own: null }, { kind: 'replace', value }, path);
  await storeRevision(ctx, { ownerId, specification, document, secrets, before: null });
}

/** Stores the value of an owner after an edit, and gives it with its number; null when nothing has changed. */
export async function storeNext(
  ctx: Context,
  owner: { id: string; revision: number },
  terms: Terms,
  edit: Edit,
): Promise<{ revision: number; value: JsonObject } | null> {
  const { specification } = terms;
  const before = await openRevision(ctx, await findRevision(ctx, owner.id, owner.revision));
  const ground = { base: null, own: before.document };
  const { document, secrets, changed } = editValue(terms, ground, edit, placeOf(edit));
  if (!changed) return null;
  const revision = await storeRevision(ctx, { ownerId: owner.id, specification, document, secrets, before });
  return { revision, value: document.value };
}
