import type { Problem } from '@berth/kernel';
import type { TSchema } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { unknownNames } from './unknown-names.ts';

/**
 * Lists the members of a body that its schema does not name, at every depth. An object schema without `properties`, or
 * with `additionalProperties`, takes any member; so does an answer that is sent back, which may be of a newer version.
 * Of a union the branch counts that names the most of the members.
 */
export const unknownMembers = (schema: TSchema, value: unknown): Problem[] => within([schema], value, []);

function within(schemas: readonly TSchema[], value: unknown, at: readonly string[]): Problem[] {
  if (typeof value !== 'object' || value === null) return [];
  const branches = schemas.flatMap(branchesOf);
  if (Array.isArray(value)) {
    const items = branches.flatMap(({ items }) => (items ? [items as TSchema] : []));
    return value.flatMap((item, index) => within(items, item, [...at, String(index)]));
  }
  const objects = branches.filter(({ type }) => type === 'object');
  const [meant] = objects.length > 1 ? byLikeness(objects, value) : objects;
  const properties: Record<string, TSchema> | undefined = meant?.properties;
  if (!properties || meant?.additionalProperties || properties.object?.const) return [];
  return [
    ...unknownNames(Object.keys(value), Object.keys(properties), 'unknown_member', at),
    ...Object.entries(value).flatMap(([name, member]) => {
      const schema = Object.hasOwn(properties, name) ? properties[name] : undefined;
      return schema ? within([schema], member, [...at, name]) : [];
    }),
  ];
}

const branchesOf = (schema: TSchema): TSchema[] =>
  schema.anyOf ? (schema.anyOf as TSchema[]).flatMap(branchesOf) : [schema];

/** Sorts schemas of objects: first the one that leaves the fewest members unknown, of those the one that fits. */
function byLikeness(objects: readonly TSchema[], value: object): TSchema[] {
  const names = Object.keys(value);
  const rank = (schema: TSchema) => {
    const properties = schema.properties ?? {};
    const unknown = names.filter((name) => !Object.hasOwn(properties, name)).length;
    return { schema, unknown, fits: Value.Check(schema, value) ? 0 : 1 };
  };
  return objects
    .map(rank)
    .sort((a, b) => a.unknown - b.unknown || a.fits - b.fits)
    .map(({ schema }) => schema);
}
