import { common } from '../words/common.ts';
import { lineOf, readText, type TextProblem } from './places.ts';

/** The value of a JSON text, or a sentence that says what is wrong with the text. */
export type TypedJson = { value: unknown; problem: null } | { value: undefined; problem: string };

/**
 * Reads a JSON text that a person has typed. A text from which a parser would drop something is a problem: a name that
 * comes again in its object, and a number with more digits than JSON holds exactly.
 */
export function readTyped(text: string): TypedJson {
  const { value, problem } = readText(text);
  return problem ? { value: undefined, problem: sentenceOf(text, problem) } : { value, problem: null };
}

function sentenceOf(text: string, { kind, start, end }: TextProblem): string {
  if (kind === 'inexact') return common.inexact(text.slice(start, end));
  return kind === 'repeated'
    ? common.repeated(lineOf(text, start), text.slice(start, end))
    : common.jsonProblems[kind];
}
