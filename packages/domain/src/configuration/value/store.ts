import type { Context } from '@berth/resource';
import type { Terms } from './destinations.ts';
import type { JsonObject } from './document.ts';
import { type Edit, type Edited, editValue, placeOf } from './edit.ts';
import { findRevision, type OpenRevision, openRevision, storeRevision } from './revisions.ts';

/** A stored value: its revision number and the whole value. */
export interface Stored {
  revision: number;
  value: JsonObject;
}

/** Validates the first value of a row. @throws DomainError `invalid_data` with every problem below `path`. */
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
 * Edits and stores the value of an owner without layers below it: a vault or an auth config. Returns null when nothing
 * changed.
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

/** The opened revisions under an edit: the own one, and the vault's after and before the edit. */
interface Under {
  own: OpenRevision | null;
  base: OpenRevision | null;
  baseBefore: OpenRevision | null;
}

/** Edits and stores an owner's value, over a vault's or over none. Returns null when nothing changed. */
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
