import { isObject, ownValue, setOwn } from '../json/object.ts';
import { childPointer, type Pointer } from '../json/pointer.ts';
import type { OperationName } from './operation.ts';

/** A value as nodes that know where their content comes from. Members are a map, so no name can be a prototype. */
export interface Node {
  /** The place in the value before; null for content of the patch. */
  readonly origin: Pointer | null;
  readonly isSecret: boolean;
  /** The operation that wrote the content; null for content of the value. */
  readonly by: OperationName | null;
  content: Map<string, Node> | Node[] | Scalar;
}

type Scalar = string | number | boolean | null;

export type Holder = Node & { content: Map<string, Node> | Node[] };

export const isHolder = (node: Node): node is Holder =>
  typeof node.content === 'object' && node.content !== null;

/** Makes the tree of a value, which nests at most 128 levels. `secrets` are the places of its secrets. */
export function treeOf(value: unknown, secrets: ReadonlySet<Pointer>): Node {
  const make = (item: unknown, origin: Pointer, above: boolean): Node => {
    const isSecret = above || secrets.has(origin);
    const below = (name: string | number, child: unknown) =>
      make(child, childPointer(origin, name), isSecret);
    return { origin, isSecret, by: null, content: contentOf(item, below) };
  };
  return make(value, '', false);
}

/** Makes the nodes of a literal of the patch. */
export function literal(value: unknown, by: OperationName): Node {
  return {
    origin: null,
    isSecret: false,
    by,
    content: contentOf(value, (_, child) => literal(child, by)),
  };
}

function contentOf(item: unknown, below: (name: string | number, child: unknown) => Node): Node['content'] {
  if (Array.isArray(item)) return item.map((child, index) => below(index, child));
  if (!isObject(item)) return item as Scalar;
  return new Map(Object.keys(item).map((name) => [name, below(name, ownValue(item, name))]));
}

export function copyOf(node: Node): Node {
  const { content } = node;
  if (Array.isArray(content)) return { ...node, content: content.map(copyOf) };
  if (content instanceof Map)
    return { ...node, content: new Map([...content].map(([name, child]) => [name, copyOf(child)])) };
  return { ...node };
}

export const childrenOf = (node: Node): Iterable<Node> =>
  isHolder(node) ? (node.content.values() as Iterable<Node>) : [];

/** Returns the names or indexes of the members or items. */
export const keysOf = ({ content }: Holder): string[] =>
  Array.isArray(content) ? content.map((_, index) => String(index)) : [...content.keys()];

export function childOf(node: Node, segment: string): Node | undefined {
  if (!isHolder(node)) return undefined;
  const { content } = node;
  if (content instanceof Map) return content.get(segment);
  return isIndex(segment) ? content[Number(segment)] : undefined;
}

export const isIndex = (segment: string): boolean => /^(?:0|[1-9]\d{0,8})$/.test(segment);

const sizeOf = (content: Node['content']): number =>
  Array.isArray(content) ? content.length : content instanceof Map ? content.size : 0;

/** Writes a tree as a JSON value, and visits its leaves: scalars, empty objects and empty arrays. */
export function writeTree(root: Node, visit: (leaf: Node, at: Pointer) => void): unknown {
  const write = (node: Node, at: Pointer): unknown => {
    const { content } = node;
    if (sizeOf(content) === 0) visit(node, at);
    if (Array.isArray(content)) return content.map((child, index) => write(child, childPointer(at, index)));
    if (!(content instanceof Map)) return content;
    const made = {};
    for (const [name, child] of content) setOwn(made, name, write(child, childPointer(at, name)));
    return made;
  };
  return write(root, '');
}
