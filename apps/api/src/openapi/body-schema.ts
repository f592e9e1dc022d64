import { type TObject, Type } from '@sinclair/typebox';
import type { Schema } from './types.ts';

/** The document of a member that only answers have. */
export const shownMember = {
  readOnly: true,
  description: 'Only answers have this member. An update may send it back as it was shown.',
} as const;

/** Makes the schema of a body: the members that it takes, those that may be sent back, and no other. */
export const bodySchema = (
  name: string,
  taken: TObject,
  answered: readonly string[],
  more: object = {},
): TObject =>
  Type.Object(
    {
      ...taken.properties,
      ...Object.fromEntries(answered.map((member) => [member, Type.Optional(Type.Unknown(shownMember))])),
    },
    { $id: name, additionalProperties: false, ...more },
  );

/** Closes the objects of a schema to members that they do not name. A component that answers share stays open. */
export function closedSchema(schema: Schema): Schema {
  const members = Object.entries(schema).map(([name, member]) => [name, closedWithin(member)]);
  const { type, properties, additionalProperties } = schema;
  const isObject = [type].flat().includes('object') && properties !== undefined;
  return {
    ...Object.fromEntries(members),
    ...(isObject && additionalProperties === undefined ? { additionalProperties: false } : {}),
  };
}

function closedWithin(member: unknown): unknown {
  if (Array.isArray(member)) return member.map(closedWithin);
  return typeof member === 'object' && member !== null ? closedSchema(member as Schema) : member;
}
