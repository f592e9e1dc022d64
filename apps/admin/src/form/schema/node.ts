import { isObject, objectOf, own } from '../../json/json.ts';

/**
 * A schema as the form reads it: without references, with the keywords of every draft brought to one spelling. The
 * members that begin with `x-` are the form's own. The others keep their meaning, so that a validator can read it.
 */
export interface Node {
  type?: string | string[];
  title?: string;
  description?: string;
  enum?: unknown[];
  const?: unknown;
  format?: string;
  properties?: Record<string, Node>;
  required?: string[];
  items?: Node | Node[];
  additionalItems?: Node | boolean;
  additionalProperties?: boolean;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  readOnly?: boolean;
  not?: Node;
  /** The branches of each `oneOf` and `anyOf`. */
  'x-unions'?: Node[][];
  /** Conditions: `if`, `dependentSchemas` and `dependentRequired`. */
  'x-when'?: Condition[];
  /** The schema of members that `properties` does not name. */
  'x-additional'?: Node;
  /** Schemas of members by a pattern of their names. */
  'x-patterns'?: { pattern: string; node: Node }[];
  /** The key of a subschema that is read when it is needed: a recursive one, or one of a very large schema. */
  'x-lazy'?: string;
  'x-default'?: unknown;
  'x-example'?: unknown;
  'x-labels'?: string[];
  'x-secret'?: boolean;
  'x-nullable'?: boolean;
  'x-multiline'?: boolean;
  'x-pattern'?: string;
  'x-order'?: number;
  'x-group'?: string;
  'x-groups'?: { id: string; title: string }[];
  /** Shown below the picker of a union, which has its title. */
  'x-branch'?: boolean;
  /** The numbers of the unions and branches around, at the same place: `0.1.`. */
  'x-at'?: string;
  /** Members that the picker of a union decides. */
  'x-decided'?: string[];
  /** Shown beside its name, without a label. */
  'x-bare'?: boolean;
}

export interface Condition {
  when: Node;
  /** The schema for a value that fits `when`. */
  holds?: Node;
  /** The schema for any other. */
  fails?: Node;
}

/** Merges two schemas that hold for the same value. Texts of the first win. */
export function mergeNodes(one: Node, other: Node): Node {
  const merged: Node = { ...other, ...one };
  const type = commonType(one.type, other.type);
  if (type !== undefined) merged.type = type;
  if (one.enum && other.enum) merged.enum = one.enum.length <= other.enum.length ? one.enum : other.enum;
  if (one.properties && other.properties) {
    const names = new Set([...Object.keys(one.properties), ...Object.keys(other.properties)]);
    merged.properties = objectOf(
      [...names].map((name) => [name, mergeMembers(own(one.properties, name), own(other.properties, name))]),
    ) as Record<string, Node>;
  }
  if (one.required && other.required) merged.required = [...new Set([...one.required, ...other.required])];
  if (isObject(one.items) && isObject(other.items)) merged.items = mergeNodes(one.items, other.items);
  for (const list of ['x-unions', 'x-when', 'x-patterns'] as const) {
    if (one[list] && other[list]) Object.assign(merged, { [list]: [...one[list], ...other[list]] });
  }
  if (one['x-secret'] || other['x-secret']) merged['x-secret'] = true;
  return merged;
}

function mergeMembers(one: unknown, other: unknown): unknown {
  if (one === undefined || other === undefined) return one ?? other;
  return mergeNodes(one as Node, other as Node);
}

function commonType(one: Node['type'], other: Node['type']): Node['type'] {
  if (one === undefined || other === undefined) return one ?? other;
  const [mine, theirs] = [[one].flat(), [other].flat()];
  if (mine.includes('integer') && theirs.includes('number')) return 'integer';
  if (mine.includes('number') && theirs.includes('integer')) return 'integer';
  const both = mine.filter((type) => theirs.includes(type));
  return both.length === 1 ? both[0] : both.length > 1 ? both : one;
}
