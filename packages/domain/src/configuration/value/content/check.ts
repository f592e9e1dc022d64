import type { PointerProblem } from '@berth/json-schema';
import {
  checkValue,
  checkVeiled,
  getAt,
  type Pointer,
  parsePointer,
  type Veil,
  validatorFor,
} from '@berth/json-schema';
import { breathe, filterInSlices, invalidData, type Problem } from '@berth/kernel';
import { looksLikeDigest } from '@berth/secrets';
import type { JsonObject } from './document.ts';
import { valueProblems } from './errors.ts';
import { type Specification, secretsOf } from './secrets.ts';
import { excessIn } from './size.ts';
import { veilOf } from './veiled.ts';

/**
 * The first characters of every mask. Secrets may not start with them, so that a mask sent back is never stored as a
 * secret.
 */
const MASK = '****';

/** The stored secrets of a value. */
export interface StoredSecrets {
  /** The leaves that were stored as secrets. */
  stored: readonly Pointer[];
  /** Tells of a leaf that it is sent now, so that its content is no secret for the caller. */
  isSent?: (pointer: Pointer) => boolean;
  /**
   * Tells of a secret that a caller who may compare values keeps it among what it sends, with which it is compared. Any
   * other kept secret equals no content, so that an array that holds it may have the same item twice: a later write by
   * anyone may not fail by a guess that was right.
   */
  isBeside?: (pointer: Pointer) => boolean;
}

/**
 * Finds every problem of a value with its specification. A problem has a pointer and never the sent value. The content
 * of secrets does not decide if its check takes too much work, nor that of kept ones if it is too large.
 */
export async function problemsOf(
  specification: Specification,
  value: JsonObject,
  secrets: StoredSecrets,
): Promise<PointerProblem[]> {
  return (await problemsBehind(specification, value, secrets)).found;
}

/**
 * Finds the problems like `problemsOf`, and also returns the veil over the secrets of the value. A value too large is
 * not looked into: each look takes time.
 */
export async function problemsBehind(
  specification: Specification,
  value: JsonObject,
  { stored, isSent = () => false, isBeside = () => false }: StoredSecrets,
): Promise<{ found: PointerProblem[]; veil: Veil | undefined }> {
  const excess = excessIn(value, await filterInSlices(stored, (pointer) => !isSent(pointer)));
  if (excess !== null) return { found: [{ ...excess, path: '' }], veil: undefined };
  const validator = validatorFor(specification.config_schema);
  const veil = await veilOf(specification, value, stored, { isSent, isBeside });
  await breathe();
  const problems = veil ? await checkVeiled(validator, value, veil) : checkValue(validator, value);
  await breathe();
  return { found: problems.length > 0 ? problems : await notSecrets(specification, value), veil };
}

/** @throws DomainError `invalid_data` unless the list is empty. */
export function refuse(found: readonly PointerProblem[], path: string[]): void {
  if (found.length > 0) throw invalidData(found.map(inBody(path)));
}

/** Places a problem in the body, where `path` leads to the value. */
export const inBody =
  (path: string[]) =>
  (problem: PointerProblem): Problem => ({
    code: problem.code,
    message: problem.message,
    path: [...path, ...(parsePointer(problem.path) ?? [])],
  });

/** Finds the problems of any value with any schema. */
export const problemsIn = (schema: unknown, value: unknown): Problem[] =>
  checkValue(validatorFor(schema), value).map(inBody([]));

/** Finds masks and digests that were sent back in place of a secret. */
async function notSecrets(specification: Specification, value: JsonObject): Promise<PointerProblem[]> {
  const secrets = await secretsOf(specification, value, []);
  return secrets.flatMap((path): PointerProblem[] => {
    const leaf = getAt(value, path);
    if (typeof leaf !== 'string') return [];
    if (leaf.startsWith(MASK)) return [{ ...valueProblems.masked.text, path }];
    return looksLikeDigest(leaf) ? [{ ...valueProblems.digest.text, path }] : [];
  });
}
