import { breathe } from '@berth/kernel';
import { type JsonObject, overlay } from '../content/document.ts';
import { type Specification, secretsOf, sentAsSecret } from '../content/secrets.ts';
import type { Terms } from '../content/terms.ts';
import type { Edit } from './edit.ts';
import { effectiveBefore, type Ground, vaultBefore } from './ground.ts';
import { type KeptPlaces, keptPlaces, NOTHING_KEPT } from './keep.ts';
import { type MigratedOwn, migrateOwn } from './migrated.ts';
import { nextValue } from './next-value.ts';
import { type Sent, sentBy } from './sent.ts';

/** An edit and the value that it leads to, which is neither checked nor bound to destinations. */
export interface Attempt {
  terms: Terms;
  edit: Edit;
  /** The value as it is stored. */
  stored: Ground;
  /** The value before the edit: the stored one, its own document migrated when the edit has a migration. */
  ground: Ground;
  /** The outcome of the migration; null without one. */
  migrated: MigratedOwn | null;
  sent: Sent;
  /** The own value after the edit. */
  value: JsonObject;
  /** The value of both layers after the edit. */
  effective: JsonObject;
}

/**
 * Applies an edit. Others run between the steps, each of which takes time linear in the value.
 * @throws DomainError `invalid_data` for a place that keeps nothing, or that cannot follow its item.
 */
export async function attemptOf(terms: Terms, stored: Ground, edit: Edit): Promise<Attempt> {
  const migrated =
    edit.kind === 'move' && edit.migration ? await migrateOwn(edit.migration, stored.own, stored.base) : null;
  const ground = migrated === null ? stored : { ...stored, own: migrated.document };
  const keeps = await keptBy(terms.specification, ground, edit);
  const value = await nextValue(terms.specification, ground, edit, keeps.places);
  await breathe();
  const effective = overlay(ground.base?.value ?? null, value);
  const sent = sentBy(edit, ground, keeps);
  await breathe();
  return { terms, edit, stored, ground, migrated, sent, value, effective };
}

async function keptBy(specification: Specification, ground: Ground, edit: Edit): Promise<KeptPlaces> {
  if (edit.kind !== 'shown') return NOTHING_KEPT;
  const stored = effectiveBefore(ground);
  const secretsBefore = () => secretsOf(specification, stored, sentAsSecret(ground.own, vaultBefore(ground)));
  return keptPlaces(edit.keep, { stored, value: edit.value }, secretsBefore);
}
