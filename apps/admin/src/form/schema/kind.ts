import type { Node } from './node.ts';
import { constantOf } from './unions.ts';

export type Kind =
  | 'boolean'
  | 'choice'
  | 'choices'
  | 'constant'
  | 'group'
  | 'json'
  | 'lazy'
  | 'list'
  | 'map'
  | 'number'
  | 'text'
  | 'tuple'
  | 'union';

const isEmpty = (map: object | undefined): boolean => !map || Object.keys(map).length === 0;

/** Decides which field a schema gets. Every schema gets one: what no other fits is entered as JSON. */
export function kindOf(node: Node): Kind {
  if (node['x-lazy'] !== undefined) return 'lazy';
  const unions = node['x-unions']?.length ?? 0;
  if (unions === 1 && isEmpty(node.properties)) return 'union';
  if (unions > 0 || !isEmpty(node.properties)) return 'group';
  if (constantOf(node)) return 'constant';
  if (node.enum && node.enum.length > 0) return 'choice';
  switch (node.type ?? typeBySigns(node)) {
    case 'object':
      return node['x-additional'] || node['x-patterns'] ? 'map' : 'json';
    case 'array':
      return kindOfArray(node);
    case 'string':
      return 'text';
    case 'number':
    case 'integer':
      return 'number';
    case 'boolean':
      return 'boolean';
    default:
      return 'json';
  }
}

function kindOfArray({ items, uniqueItems }: Node): Kind {
  if (Array.isArray(items)) return items.length > 0 ? 'tuple' : 'json';
  if (items === undefined || isUndescribed(items)) return 'json';
  return items.enum && items.enum.length > 1 && uniqueItems ? 'choices' : 'list';
}

const isUndescribed = (node: Node): boolean => kindOf(node) === 'json' && node.type === undefined;

/** The type that a schema without one means. */
function typeBySigns(node: Node): string | undefined {
  if (node['x-additional'] || node['x-patterns']) return 'object';
  if (node.items) return 'array';
  if (node.format || node.minLength !== undefined || node.maxLength !== undefined || node['x-pattern'])
    return 'string';
  if (node.minimum !== undefined || node.maximum !== undefined) return 'number';
  const known = typeof node['x-default'];
  return known === 'object' || known === 'undefined' ? undefined : known;
}

/** True for a value that is entered in one control, or that holds none. */
export const isLeaf = (kind: Kind): boolean =>
  !['group', 'list', 'map', 'tuple', 'union', 'lazy'].includes(kind);
