import { isDeepStrictEqual } from 'node:util';
import {
  EMPTY,
  exposedSecrets,
  type Found,
  type JsonObject,
  overlay,
  problemsOf,
  type Specification,
} from '../value/index.ts';
import type { Owner } from './opened.ts';
import { upgradeProblems } from './problems.ts';
import { problemsWithStandIns, withStandIns } from './stand-ins.ts';

/** Changes a value on its way to another specification. It must not change what it is given. */
export type Migrate = (value: JsonObject) => JsonObject;

export interface Trial {
  /** Null when it depends on a secret that was not tried. */
  passes: boolean | null;
  /** True when the migration changes the value. */
  migrated: boolean;
  /** The problems with their places; they never have the value. */
  errors: Found[];
}

export interface TrialOptions {
  migrate?: Migrate | undefined;
  /** The present specification, when the content of secrets must not decide. */
  present?: Specification | undefined;
}

const failed = (...errors: Found[]): Trial => ({ passes: false, migrated: false, errors });

/**
 * Checks an opened row with another specification, as an upgrade would: its effective value must fit, and no leaf that
 * was stored as a secret may become readable.
 */
export async function trial(
  owner: Owner,
  specification: Specification,
  { migrate, present }: TrialOptions = {},
): Promise<Trial> {
  if (owner.unreadable) return failed({ ...upgradeProblems.unreadable.text, path: '' });
  const { own, vault } = owner;
  const effective = overlay(vault?.value ?? null, own?.value ?? {});
  // Neither the migration nor the schema sees a secret that must not decide
  const stood = present && (await withStandIns(owner, effective, present));
  const before = stood?.value ?? effective;
  const after = migrate ? migrate(before) : before;
  const migrated = after !== before && !isDeepStrictEqual(after, before);
  const { certain, undecided } =
    present && stood && stood.secrets.length > 0
      ? await problemsWithStandIns(owner, { before, after, secrets: stood.secrets }, present, specification)
      : { certain: await problemsOf(specification, after), undecided: [] };
  const isLarge = certain.some(({ code }) => code === 'too_large');
  // A migration says itself which secrets move, so that only those of an unchanged value can be found by their places
  const exposed = isLarge || migrated ? [] : await exposedSecrets(specification, after, own ?? EMPTY, vault);
  const errors = [...exposed, ...certain];
  if (errors.length > 0) return { passes: false, migrated, errors: [...errors, ...undecided] };
  return { passes: undecided.length > 0 ? null : true, migrated, errors: undecided };
}
