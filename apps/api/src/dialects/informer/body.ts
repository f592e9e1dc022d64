import { invalidData, type Problem } from '@berth/kernel';
import { type TObject, Type } from '@sinclair/typebox';

/** Members that only answers have. Requests may repeat them, so that a client can send back an answer. */
const ANSWERED = ['_links', '_embedded', 'id', 'createdAt', 'updatedAt'];
const passedOver = Type.Optional(Type.Unknown({ readOnly: true, description: 'Ignored.' }));

/** Makes the schema of a body: the accepted members, the ignored ones, and no other. */
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
 * Picks the accepted members of a body. Ignores members that only answers have.
 * @throws DomainError `invalid_data` with every unknown member.
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
