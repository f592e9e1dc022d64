import { isObject, ownValue } from '../json/object.ts';

/** The members, the values or the texts that a `not` prohibits; empty for a schema that says more than that. */
export interface Prohibited extends Record<string, unknown> {
  members?: readonly string[];
  /** True when only all of the members at once are prohibited. */
  together?: boolean;
  values?: readonly unknown[];
  /** The pattern that a text must not match. */
  pattern?: string;
}

/** Keywords that add nothing to what a `not` prohibits, or only narrow the type. */
const SILENT = new Set(['type', 'title', 'description', '$comment']);

/** Finds what a value has that the schema under `not` prohibits: members that it requires, constants, or a pattern. */
export function prohibitedBy(schema: unknown, value: unknown): Prohibited {
  if (!isObject(schema)) return {};
  const [keyword, ...others] = saying(schema);
  if (others.length > 0) return {};
  if (keyword === 'const') return { values: [schema.const] };
  if (keyword === 'enum' && Array.isArray(schema.enum)) return { values: schema.enum };
  if (keyword === 'pattern' && typeof value === 'string') return { pattern: String(schema.pattern) };
  if (keyword === 'required') {
    const members = namesOf(schema);
    return members === undefined ? {} : { members, together: members.length > 1 };
  }
  if (keyword !== 'anyOf' || !Array.isArray(schema.anyOf) || !isObject(value)) return {};
  const single = schema.anyOf.map((branch: unknown) =>
    isObject(branch) && saying(branch).length === 1 ? namesOf(branch) : undefined,
  );
  const members = single.flatMap((names) => (names?.length === 1 ? names : []));
  if (members.length < single.length) return {};
  return { members: members.filter((name) => Object.hasOwn(value, name)) };
}

const saying = (schema: object): string[] => Object.keys(schema).filter((name) => !SILENT.has(name));

function namesOf(schema: Record<string, unknown>): string[] | undefined {
  const names = ownValue(schema, 'required');
  const areNames =
    Array.isArray(names) && names.length > 0 && names.every((name) => typeof name === 'string');
  return areNames ? (names as string[]) : undefined;
}
