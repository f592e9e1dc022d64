import { invalidMember, isUnseen, problemTexts, textProblem } from '@berth/kernel';

export const reasonProblems = problemTexts({
  unseen: {
    code: 'invalid_min_length',
    message: 'Must have a character that can be seen: the reason stands in the audit trail.',
  },
});

/**
 * Reads the reason of a caller for the audit trail, where a reader must see it; null without one.
 * @throws DomainError `invalid_data` at the member `name`.
 */
export function readReason<T extends string | null | undefined>(
  reason: T,
  name = 'reason',
): T extends string ? string : string | null {
  type Read = T extends string ? string : string | null;
  if (typeof reason !== 'string') return null as Read;
  if (isUnseen(reason)) throw invalidMember(reasonProblems.unseen([name]));
  const problem = textProblem(reason, 'lines', { path: [name] });
  if (problem) throw invalidMember(problem);
  return reason.trim() as Read;
}
