import { isObject, ownValue } from '../json/object.ts';
import type { Work } from '../json/work.ts';
import { childrenOf, type Node } from './tree.ts';

/** True when a node is a secret of the value or holds one. An empty container holds nothing. */
export function hasSecret(node: Node, work: Work): boolean {
  work.spend(1);
  if (node.isSecret) return true;
  for (const child of childrenOf(node)) if (hasSecret(child, work)) return true;
  return false;
}

/** Compares a node with a value as RFC 6902 §4.6 does: members in any order, numbers by what they are. */
export function isEqual({ content }: Node, value: unknown, work: Work): boolean {
  work.spend(1);
  if (Array.isArray(content)) {
    if (!Array.isArray(value) || value.length !== content.length) return false;
    return content.every((child, index) => isEqual(child, value[index], work));
  }
  if (!(content instanceof Map)) return content === value;
  if (!isObject(value) || Object.keys(value).length !== content.size) return false;
  return [...content].every(
    ([name, child]) => Object.hasOwn(value, name) && isEqual(child, ownValue(value, name), work),
  );
}
