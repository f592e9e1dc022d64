import type { Row } from '../../list/row.ts';
import { modelWords } from '../../words/models.ts';

/** The members of a model that are edited in place, in their order. */
export const editedMembers = [
  'tier',
  'pricing_tier',
  'prompt_ppm',
  'completion_ppm',
  'cache_read_ppm',
  'cache_write_short_ppm',
  'cache_write_long_ppm',
  'context_window',
  'max_output_tokens',
] as const;

export type EditedMember = (typeof editedMembers)[number];

const format = new Intl.NumberFormat('en', { maximumFractionDigits: 20 });

/** Writes a value for people; null for none. */
export const shownValue = (value: unknown): string | null =>
  typeof value === 'number' ? format.format(value) : typeof value === 'string' ? value : null;

/** Writes a value as the text of its input. */
export const textOf = (value: unknown): string =>
  value === null || value === undefined ? '' : String(value);

/**
 * Reads the text of an input: empty is null, and a member without words is a number. A text that is none goes to the
 * server as it is, which names the problem.
 */
export function readValue(text: string, words: readonly string[] | undefined): string | number | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const number = Number(trimmed);
  return words || !Number.isFinite(number) ? trimmed : number;
}

/** Returns the reason why a model's own values cannot be changed; null when they can. */
export function whyFixed(row: Row): string | null {
  if (row.status === 'archived') return modelWords.isArchived;
  return row.references_id ? modelWords.ofAlias : null;
}
