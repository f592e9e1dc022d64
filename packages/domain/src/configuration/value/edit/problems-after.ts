import type { PointerProblem } from '@berth/json-schema';
import { type Pointer, PointerSet, writtenLeaves } from '@berth/json-schema';
import { breathe } from '@berth/kernel';
import { problemsBehind } from '../content/check.ts';
import type { ValueDocument } from '../content/document.ts';
import { valueProblems } from '../content/errors.ts';
import { exposedSecrets } from '../content/exposed.ts';
import { sentAsSecret } from '../content/secrets.ts';
import { leftoversBehind } from '../content/veiled.ts';
import type { Attempt } from './attempt.ts';
import { effectiveBefore, vaultBefore } from './ground.ts';
import { SEND_AGAIN } from './migrated.ts';
import { wasSent } from './sent.ts';
import { nullsLost, secretsOfShown } from './shown.ts';
import { problemsOfShown, shownByMove, unknownOfVault } from './upgraded.ts';

/**
 * Lists the secrets of the old specification that the value would show under the new one. A restored own value has what
 * it had, so only the vault's count then.
 */
export async function secretsShown({
  terms,
  edit,
  stored,
  migrated,
  sent,
  effective,
}: Attempt): Promise<Pointer[]> {
  const from = edit.kind === 'move' || edit.kind === 'restore' ? edit.from : undefined;
  if (from === undefined) return [];
  const mine = new PointerSet(edit.kind === 'restore' ? writtenLeaves(edit.revision.document.value) : []);
  return shownByMove(
    { from, to: terms.specification },
    stored,
    effective,
    (pointer) => wasSent(sent, pointer) || mine.touches(pointer),
    migrated?.placesOf,
  );
}

/**
 * Finds every problem of an edit: those of its migration, and those of the value that it leads to. `kept` is the
 * document of what it keeps, `shown` the secrets that it would show. A `confirm` leaves the value as it is, and so is
 * not validated.
 */
export async function problemsAfter(
  attempt: Attempt,
  kept: ValueDocument,
  shown: readonly Pointer[],
): Promise<PointerProblem[]> {
  if (attempt.edit.kind === 'confirm') return [];
  return [...unsolved(attempt), ...(await problemsOfValue(attempt, kept, shown))];
}

/** The problems of a migration that what was sent after it does not solve. */
const unsolved = ({ migrated, sent }: Attempt): PointerProblem[] =>
  (migrated?.problems ?? []).filter(({ code, path }) => code !== SEND_AGAIN || !wasSent(sent, path));

/**
 * Finds the problems of a value: also leaves of an abandoned alternative that were neither sent nor removed, and kept
 * secrets that would become readable.
 */
async function problemsOfValue(
  attempt: Attempt,
  kept: ValueDocument,
  shown: readonly Pointer[],
): Promise<PointerProblem[]> {
  const { terms, ground, edit, sent, effective } = attempt;
  const { specification } = terms;
  const { base } = ground;
  const isSent = (pointer: Pointer) => wasSent(sent, pointer);
  const { found: problems, veil } = await problemsBehind(specification, effective, {
    stored: [...sentAsSecret(kept, base), ...shown],
    isSent,
    isBeside: (pointer) => ground.comparing === true && sent.kept.covers(pointer),
  });
  if (problems.some(({ code }) => code === 'too_large')) return problems;
  await breathe();
  const first = [
    ...(await leftBehind(attempt, veil)),
    ...(await nullsOverVault(attempt)),
    ...problemsOfShown(shown, kept.value),
    ...(edit.kind === 'move' ? await unknownOfVault(edit, base, kept.value, effective) : []),
  ];
  const named = new Set(first.map(({ path }) => path));
  await breathe();
  const found = [...(await exposedSecrets(specification, effective, kept, base)), ...problems];
  return [...first, ...found.filter(({ path }) => !named.has(path))];
}

/** Finds the nulls of a value as it was shown that it cannot hold over its vault. */
async function nullsOverVault({ terms, edit, ground, sent, effective }: Attempt): Promise<PointerProblem[]> {
  const { base, comparing } = ground;
  if (edit.kind !== 'shown' || base === null) return [];
  const own = new PointerSet(await secretsOfShown(terms.specification, edit.value, base, comparing));
  const lost = nullsLost(
    edit.value,
    effective,
    (pointer) => sent.kept.covers(pointer),
    (pointer) => own.covers(pointer),
  );
  return lost.map((path) => ({ ...valueProblems.nullOverVault.text, path }));
}

/** Finds the leaves of an alternative that an edit abandons. `veil` hides the secrets of the value after it. */
async function leftBehind(
  { terms, ground, sent, effective }: Attempt,
  veil: Awaited<ReturnType<typeof problemsBehind>>['veil'],
): Promise<PointerProblem[]> {
  if (sent.leaves === null || sent.leaves.isEmpty) return [];
  const { text } = ground.base === null ? valueProblems.leftOver : valueProblems.leftOverInVault;
  const left = await leftoversBehind(
    terms.specification,
    { value: effectiveBefore(ground), stored: sentAsSecret(ground.own, vaultBefore(ground)) },
    { value: effective, veil },
    (pointer) => wasSent(sent, pointer),
  );
  return left.map((path) => ({ ...text, path }));
}
