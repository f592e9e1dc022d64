import { checkValue, getAt, parsePointer, validatorFor } from '@berth/json-schema';
import { breathe, invalidData, type Problem } from '@berth/kernel';
import { looksLikeDigest } from '@berth/secrets';
import type { JsonObject } from './document.ts';
import { valueProblems } from './errors.ts';
import { type Specification, secretsOf } from './secrets.ts';
import { excessIn } from './size.ts';

export interface Found {
  path: string;
  code: string;
  message: string;
}

/**
 * The first characters of every mask. Secrets may not start with them, so that a mask sent back is never stored as a
 * secret.
 */
const MASK = '****';

/**
 * Finds every problem of a value with its specification. A problem has a pointer and never the sent value. A value too
 * large is not looked into: each look takes time.
 */
export async function problemsOf(specification: Specification, value: JsonObject): Promise<Found[]> {
  const excess = excessIn(value);
  if (excess !== null) return [{ ...excess, path: '' }];
  const validator = validatorFor(specification.config_schema);
  await breathe();
  const found = checkValue(validator, value);
  await breathe();
  return found.length > 0 ? found : notSecrets(specification, value);
}

/** Finds the problems of any value with any schema, in the same form. */
export const problemsIn = (schema: unknown, value: unknown): Found[] =>
  checkValue(validatorFor(schema), value);

/** @throws DomainError `invalid_data` unless the list is empty. */
export function refuse(found: readonly Found[], path: string[]): void {
  if (found.length > 0) throw invalidData(found.map(inBody(path)));
}

/** Places a problem in the body, where `path` leads to the value. */
export const inBody =
  (path: string[]) =>
  (problem: Found): Problem => ({
    code: problem.code,
    message: problem.message,
    path: [...path, ...(parsePointer(problem.path) ?? [])],
  });

/** Finds masks and digests that were sent back in place of a secret. */
async function notSecrets(specification: Specification, value: JsonObject): Promise<Found[]> {
  const secrets = await secretsOf(specification, value, []);
  return secrets.flatMap((path): Found[] => {
    const leaf = getAt(value, path);
    if (typeof leaf !== 'string') return [];
    if (leaf.startsWith(MASK)) return [{ ...valueProblems.masked.text, path }];
    return looksLikeDigest(leaf) ? [{ ...valueProblems.digest.text, path }] : [];
  });
}
