import type { DomainError, Problem } from './errors.ts';
import { errorTexts } from './texts.ts';
import { counted } from './wording.ts';

export const inputErrors = errorTexts({
  invalid: { code: 'invalid_data', message: 'The {part} has {problems}.' },
});

/** Invalid input, with every problem at once. */
export const invalidData = (errors: Problem[], part: 'body' | 'query' = 'body'): DomainError =>
  inputErrors.invalid({ part, problems: counted(errors.length, 'problem') }, { entity: part, errors });

/** A single problem with one member of the body. */
export const invalidMember = (problem: Problem): DomainError => invalidData([problem]);
