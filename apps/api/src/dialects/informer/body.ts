import { invalidData, type Problem } from '@berth/kernel';
import { type TObject, Type } from '@sinclair/typebox';

/** Members that answers have and requests may repeat, so that what was read can be sent back. */
const ANSWERED = ['_links', '_embedded', 'id', 'createdAt', 'updatedAt'];
const passedOver = Type.Optional(Type.Unknown({ readOnly: true, description: 'It is passed over.' }));

/** A body: what is taken, what only answers have, and nothing else. */
export const bodyOf = (
  name: string,
  taken: TObject,
  answered: readonly string[],
  more: object = {},
): TObject =>
  Type.Object(
    {
      ...taken.properties,
      ...Object.fromEntries([...answered, ...ANSWERED].map((member) => [member, passedOver])),
    },
    { $id: name, additionalProperties: false, ...more },
  );

/**
 * The members of a body that are taken. What only answers have is passed over, anything else is refused.
 * @throws DomainError `invalid_data` with every member that is not known.
 */
export function membersOf(body: unknown, { properties }: TObject): Record<string, unknown> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw invalidData([{ code: 'invalid_type', message: 'The body must be an object', path: [] }]);
  }
  const members: [string, unknown][] = [];
  const problems: Problem[] = [];
  for (const [name, value] of Object.entries(body)) {
    const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (!known) problems.push({ code: 'unknown', message: 'Is not allowed', path: [name.slice(0, 100)] });
    else if (!known.readOnly) members.push([name, value]);
  }
  if (problems.length > 0) throw invalidData(problems);
  return Object.fromEntries(members);
}
