import { invalidData, type Problem } from '@berth/kernel';

export type Body = Record<string, unknown>;

/** Members that answers have and requests may repeat, so that what was read can be sent back. */
const ANSWERED = new Set(['_links', '_embedded', 'id', 'createdAt', 'updatedAt']);

/**
 * The members of a body that are taken. What only answers have is passed over, anything else is refused.
 * @throws DomainError `invalid_data` with every member that is not known.
 */
export function membersOf(body: unknown, taken: readonly string[], answered: readonly string[] = []): Body {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw invalidData([{ code: 'invalid_type', message: 'The body must be an object', path: [] }]);
  }
  const members: [string, unknown][] = [];
  const problems: Problem[] = [];
  for (const [name, value] of Object.entries(body)) {
    if (taken.includes(name)) members.push([name, value]);
    else if (!ANSWERED.has(name) && !answered.includes(name)) {
      problems.push({ code: 'unknown', message: 'Is not allowed', path: [name.slice(0, 100)] });
    }
  }
  if (problems.length > 0) throw invalidData(problems);
  return Object.fromEntries(members);
}
