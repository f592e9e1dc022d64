import type { DomainError, Problem } from './errors.ts';
import { shownProblems } from './shown-problems.ts';
import { errorTexts } from './texts.ts';
import { counted } from './wording.ts';

export const inputErrors = errorTexts({
  invalid: { code: 'invalid_data', message: 'The {part} has {problems}.' },
});

/** Invalid input, with every problem at once that an answer has room for. */
export function invalidData(problems: Problem[], part: 'body' | 'query' = 'body'): DomainError {
  const errors = shownProblems(problems);
  return inputErrors.invalid({ part, problems: counted(errors.length, 'problem') }, { entity: part, errors });
}

/** A single problem with one member of the body. */
export const invalidMember = (problem: Problem): DomainError => invalidData([problem]);
