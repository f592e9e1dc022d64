import type { Context } from '@berth/resource';
import type { Terms } from './destinations.ts';
import type { JsonObject } from './document.ts';
import { type Edit, type Edited, editValue, placeOf } from './edit.ts';
import { findRevision, type OpenRevision, openRevision, storeRevision } from './revisions.ts';

/** A value that was stored: its revision, and the whole of it. */
export interface Stored {
  revision: number;
  value: JsonObject;
}

/** The value that a row begins with. @throws DomainError `invalid_data` with every problem below `path`. */
export const firstValue = (terms: Terms, value: JsonObject, path: string[]): Edited =>
  editValue(terms, { base: null, own: null }, { kind: 'replace', value }, path);

/** Stores the first value of an owner. @throws DomainError `invalid_data` with every problem below `path`. */
export async function storeFirst(
  ctx: Context,
  ownerId: string,
  terms: Terms,
  value: JsonObject,
  path: string[],
): Promise<void> {
  const { specification } = terms;
  const { document, secrets } = firstValue(terms, value, path);
  await storeRevision(ctx, { ownerId, specification, document, secrets, before: null });
}

/**
 * Stores the value of an owner that lies over no other after an edit: that of a vault, of an auth config. Null when
 * nothing has changed.
 */
export async function storeNext(
  ctx: Context,
  owner: { id: string; revision: number },
  terms: Terms,
  edit: Edit,
): Promise<Stored | null> {
  const own = await openRevision(ctx, await findRevision(ctx, owner.id, owner.revision));
  return storeOver(ctx, owner.id, terms, { own, base: null, baseBefore: null }, edit);
}

/** The opened revisions under an edit: one's own, and the vault's that it will have and that it had. */
interface Under {
  own: OpenRevision | null;
  base: OpenRevision | null;
  baseBefore: OpenRevision | null;
}

/** Stores an owner's value over a vault's, or over none, after an edit. Null when nothing has changed. */
export async function storeOver(
  ctx: Context,
  ownerId: string,
  terms: Terms,
  { own, base, baseBefore }: Under,
  edit: Edit,
): Promise<Stored | null> {
  const ground = {
    own: own?.document ?? null,
    base: base?.document ?? null,
    baseBefore: baseBefore?.document ?? null,
  };
  const { document, secrets, changed } = editValue(terms, ground, edit, placeOf(edit));
  if (!changed) return null;
  const { specification } = terms;
  const overVault = base !== null;
  const next = { ownerId, specification, document, secrets, overVault, before: own };
  return { revision: await storeRevision(ctx, next), value: document.value };
}
