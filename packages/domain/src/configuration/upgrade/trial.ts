import { isDeepStrictEqual } from 'node:util';
import type { MigrationBetween } from '../../catalog/provider-version/index.ts';
import {
  EMPTY,
  exposedSecrets,
  type Found,
  migrateOwn,
  overlay,
  problemsOf,
  type Specification,
} from '../value/index.ts';
import type { Owner } from './opened.ts';
import { upgradeProblems } from './problems.ts';
import { problemsWithStandIns, withStandIns } from './stand-ins.ts';

export interface Trial {
  /** Null when it depends on a secret that was not tried. */
  passes: boolean | null;
  /** True when the migration changes the value. */
  migrated: boolean;
  /** The problems with their places; they never have the value. */
  errors: Found[];
}

export interface TrialOptions {
  migration?: MigrationBetween | null | undefined;
  /** The present specification, when the content of secrets must not decide. */
  present?: Specification | undefined;
}

const failed = (...errors: Found[]): Trial => ({ passes: false, migrated: false, errors });

/**
 * Checks an opened row with another specification, as an upgrade would: its effective value must fit after the
 * migration of its own layer, and no leaf that was stored as a secret may become readable.
 */
export async function trial(
  owner: Owner,
  specification: Specification,
  { migration, present }: TrialOptions = {},
): Promise<Trial> {
  if (owner.unreadable) return failed({ ...upgradeProblems.unreadable.text, path: '' });
  // Neither the migration nor the schema sees a secret that must not decide
  const stood = present ? await withStandIns(owner, present) : null;
  const { own, vault } = stood ?? owner;
  const before = overlay(vault?.value ?? null, own?.value ?? {});
  const moved = migration ? await migrateOwn(migration, own, vault) : null;
  const document = moved?.document ?? own ?? EMPTY;
  const migrated = moved !== null && !isDeepStrictEqual(document.value, own?.value ?? {});
  const after = migrated ? overlay(vault?.value ?? null, document.value) : before;
  const secrets = stood?.secrets.flatMap((pointer) => moved?.placesOf(pointer) ?? [pointer]) ?? [];
  const { certain, undecided } =
    present && stood && stood.secrets.length > 0
      ? await problemsWithStandIns(owner, { before, after, secrets }, present, specification)
      : { certain: await problemsOf(specification, after), undecided: [] };
  const isLarge = certain.some(({ code }) => code === 'too_large');
  const exposed = isLarge ? [] : await exposedSecrets(specification, after, document, vault);
  const errors = [...(moved?.problems ?? []), ...exposed, ...certain];
  if (errors.length > 0) return { passes: false, migrated, errors: [...errors, ...undecided] };
  return { passes: undecided.length > 0 ? null : true, migrated, errors: undecided };
}
