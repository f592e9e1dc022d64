import { isDeepStrictEqual } from 'node:util';
import type { Pointer, PointerProblem } from '@berth/json-schema';
import { breathe, filterInSlices } from '@berth/kernel';
import { refuse } from '../content/check.ts';
import { EMPTY, type JsonObject, type ValueDocument } from '../content/document.ts';
import { secretsOf, sentAsSecret } from '../content/secrets.ts';
import type { Terms } from '../content/terms.ts';
import { type Attempt, attemptOf } from './attempt.ts';
import { boundDocument } from './bound-document.ts';
import type { Edit } from './edit.ts';
import type { Ground } from './ground.ts';
import { keptDocument } from './kept-document.ts';
import type { MigratedOwn } from './migrated.ts';
import { UNKNOWN_BOND } from './moved-items.ts';
import { problemsAfter, secretsShown } from './problems-after.ts';
import { wasSent } from './sent.ts';
import { unboundOf } from './upgraded.ts';

export interface Edited {
  document: ValueDocument;
  effective: JsonObject;
  /** The secret leaves of the effective value. */
  secrets: Pointer[];
  /** Those of them that the caller sent or moved. */
  sentSecrets: Pointer[];
  /** True when there is something to store. */
  changed: boolean;
  /** The problems of a value that was moved all the same. */
  problems: PointerProblem[];
  /** The outcome of the migration; null without one. */
  migrated: MigratedOwn | null;
}

/** An edit that was tried. */
export interface Tried {
  problems: PointerProblem[];
  /** True when the migration changes the value. */
  isMigrated: boolean;
  /** Makes the document to store. */
  finish(): Promise<Edited>;
}

/**
 * Applies an edit and validates the whole resulting value.
 * @throws DomainError `invalid_data` with every problem at its place below `path`.
 */
export async function editValue(terms: Terms, ground: Ground, edit: Edit, path: string[]): Promise<Edited> {
  const { problems, finish } = await tryEdit(terms, ground, edit);
  if (edit.kind !== 'move' || !edit.force) refuse(problems, path);
  return finish();
}

/** Applies an edit and finds the problems of the resulting value. */
export async function tryEdit(terms: Terms, stored: Ground, edit: Edit): Promise<Tried> {
  const attempt = await attemptOf(terms, stored, edit);
  const kept = await keptDocument(attempt);
  await breathe();
  const shown = await secretsShown(attempt);
  const problems = await problemsAfter(attempt, kept, shown);
  const finish = async (): Promise<Edited> => {
    await breathe();
    // A secret that the new specification would show stays one
    for (const pointer of unboundOf(shown, kept, stored.base)) kept.bound[pointer] = UNKNOWN_BOND;
    const document = await boundDocument(attempt, kept);
    await breathe();
    return { ...(await outcomeOf(attempt, document)), problems };
  };
  return { problems, isMigrated: isMigrated(attempt), finish };
}

async function outcomeOf(
  { terms, stored, migrated, sent, effective }: Attempt,
  document: ValueDocument,
): Promise<Omit<Edited, 'problems'>> {
  const secrets = await secretsOf(terms.specification, effective, sentAsSecret(document, stored.base));
  const sentSecrets = await filterInSlices(
    secrets,
    (pointer) => wasSent(sent, pointer) || sent.moved.has(pointer),
  );
  const changed = !isDeepStrictEqual(stored.own ?? EMPTY, document);
  return { document, effective, secrets, sentSecrets, changed, migrated };
}

/** Compares the places of secrets, and not their content, which may be equal. */
const isMigrated = ({ migrated, stored }: Attempt): boolean =>
  migrated !== null &&
  (migrated.hasMoved || !isDeepStrictEqual(migrated.document.value, stored.own?.value ?? {}));
