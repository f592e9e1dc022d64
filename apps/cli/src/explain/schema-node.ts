/** One place of a JSON Schema with its references and `allOf` followed: the subschemas that hold there together. */

export type Schema = Readonly<Record<string, unknown>>;

/** A place where many schemas hold would be no help to a person. */
const MOST_PARTS = 50;

export const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Lists the subschemas that hold at a place: the schema, the targets of its references, the members of `allOf`. */
export function partsOf(root: Schema, schema: unknown): Schema[] {
  const parts: Schema[] = [];
  const open: unknown[] = [schema];
  while (open.length > 0 && parts.length < MOST_PARTS) {
    const part = open.shift();
    if (!isSchema(part) || parts.includes(part)) continue;
    parts.push(part);
    if (typeof part.$ref === 'string') open.push(targetOf(root, part.$ref));
    if (Array.isArray(part.allOf)) open.push(...part.allOf);
  }
  return parts;
}

/** Finds the target of a reference within the schema; undefined for any other. */
function targetOf(root: Schema, reference: string): unknown {
  if (!reference.startsWith('#')) return undefined;
  const names = reference
    .slice(1)
    .split('/')
    .slice(1)
    .map((name) => decoded(name).replaceAll('~1', '/').replaceAll('~0', '~'));
  return names.reduce<unknown>(
    (place, name) =>
      typeof place === 'object' && place !== null && Object.hasOwn(place, name)
        ? (place as Record<string, unknown>)[name]
        : undefined,
    root,
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Finds the first value of a keyword among the parts. */
export const keyword = (parts: readonly Schema[], name: string): unknown =>
  parts.find((part) => Object.hasOwn(part, name))?.[name];

/** Finds the first text of a keyword among the parts; empty without one. */
export function textIn(parts: readonly Schema[], name: string): string {
  const found = parts.map((part) => part[name]).find((value) => typeof value === 'string' && value !== '');
  return typeof found === 'string' ? found.trim() : '';
}

/** Lists the properties of a place, each with the schemas of all parts that describe it. */
export function propertiesOf(root: Schema, parts: readonly Schema[]): Map<string, Schema[]> {
  const found = new Map<string, Schema[]>();
  for (const part of parts) {
    if (!isSchema(part.properties)) continue;
    for (const [name, schema] of Object.entries(part.properties)) {
      found.set(name, [...(found.get(name) ?? []), ...partsOf(root, schema)]);
    }
  }
  return found;
}

export const requiredOf = (parts: readonly Schema[]): Set<unknown> =>
  new Set(parts.flatMap(({ required }) => (Array.isArray(required) ? required : [])));

/** Lists the branches of a place: those of `oneOf`, or of `anyOf`. */
export function branchesOf(parts: readonly Schema[]): unknown[] {
  const branches = keyword(parts, 'oneOf') ?? keyword(parts, 'anyOf');
  return Array.isArray(branches) ? branches : [];
}
