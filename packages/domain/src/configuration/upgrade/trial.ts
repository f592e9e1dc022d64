import type { Pointer, PointerProblem } from '@berth/json-schema';
import type { MigrationBetween } from '../../catalog/provider-version/index.ts';
import { migrateOwn, questionsOf, type Specification, tryEdit, valueProblems } from '../value/index.ts';
import type { Owner } from './opened.ts';
import { upgradeProblems } from './problems.ts';

export interface Trial {
  /** Null when it depends on a secret that was not tried. */
  passes: boolean | null;
  /** True when the migration changes the value; of a value that was not tried, when there is one. */
  migrated: boolean;
  /** The problems with their places; they never have the value. */
  errors: PointerProblem[];
}

export interface TrialTerms {
  from: Specification;
  to: Specification;
  migration: MigrationBetween | null;
  /** The specification that the vault's value was accepted with. */
  vaultUnder: Specification | null;
  /** True when the content of secrets may decide. */
  mayTry: boolean;
  /** True for a caller who may compare values. */
  comparing?: boolean;
}

export const failed = (...errors: PointerProblem[]): Trial => ({ passes: false, migrated: false, errors });

/**
 * Checks an opened row with another specification, by the edit that a move makes. If the content of secrets would
 * decide and must not, the value is not checked at all: any problem, also one elsewhere or a missing one, could be an
 * answer about them.
 */
export async function trial(owner: Owner, terms: TrialTerms): Promise<Trial> {
  if (owner.unreadable) return failed({ ...valueProblems.unreadable.text, path: '' });
  const { from, to, migration, comparing = false } = terms;
  const places = terms.mayTry ? [] : await openQuestions(owner, terms);
  if (places.length > 0) {
    const errors = places.map((path) => ({ ...upgradeProblems.notTried.text, path }));
    return { passes: null, migrated: migration !== null, errors };
  }
  const ground = { own: owner.own, base: owner.vault, comparing };
  const move = { kind: 'move' as const, from, to, patch: {}, migration };
  const { problems, isMigrated: migrated } = await tryEdit(
    { specification: to, version: null },
    ground,
    move,
  );
  return { passes: problems.length === 0, migrated, errors: problems };
}

/** Lists the places around secrets where the outcome would depend on them. */
async function openQuestions(
  { own, vault, invalid }: Owner,
  { from, to, migration, vaultUnder }: TrialTerms,
): Promise<Pointer[]> {
  const migrated = migration === null ? null : await migrateOwn(migration, own, vault);
  const base = vault && vaultUnder ? { document: vault, under: vaultUnder } : null;
  const over = migrated?.document.value;
  return questionsOf({
    to,
    from,
    own,
    over,
    base,
    placesOf: migrated?.placesOf,
    isFit: invalid === null,
  });
}
