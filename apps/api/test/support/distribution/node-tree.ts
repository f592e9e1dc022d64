/** A node of a parse tree of PostgreSQL, with its fields by name. Each field is a list of what follows its name. */
export interface Node {
  type: string;
  fields: ReadonlyMap<string, readonly Tree[]>;
}

export type Tree = Node | string | readonly Tree[];

export const isNode = (tree: Tree | undefined): tree is Node =>
  typeof tree === 'object' && !Array.isArray(tree);

/** Reads the text of a `pg_node_tree`: nodes in braces, lists in parentheses, and words. */
export function parseNodeTree(text: string): Tree {
  const tokens = text.match(/[(){}]|(?:\\.|[^\s(){}\\])+/g) ?? [];
  let at = 0;
  const readUntil = (end: string): Tree[] => {
    const items: Tree[] = [];
    while (tokens[at] !== end) items.push(readOne());
    at++;
    return items;
  };
  const readOne = (): Tree => {
    const token = tokens[at++] ?? '';
    if (token === '(') return readUntil(')');
    return token === '{' ? nodeOf(readUntil('}')) : token;
  };
  return readOne();
}

function nodeOf([type, ...rest]: Tree[]): Node {
  const fields = new Map<string, Tree[]>();
  let current: Tree[] = [];
  for (const item of rest) {
    if (typeof item !== 'string' || !item.startsWith(':')) current.push(item);
    else {
      current = [];
      fields.set(item.slice(1), current);
    }
  }
  return { type: String(type), fields };
}

/** Reads the first value of a field. */
export const field = (node: Node, name: string): Tree | undefined => node.fields.get(name)?.[0];

export const word = (node: Node, name: string): string => String(field(node, name) ?? '');

/** Reads a field that is a list; an absent one, or none, is empty. */
export function listIn(node: Node, name: string): readonly Tree[] {
  const value = field(node, name);
  return Array.isArray(value) ? value : [];
}

/** Lists every node of a tree, the outer ones first. */
export function nodesOf(tree: Tree): Node[] {
  if (typeof tree === 'string') return [];
  if (!isNode(tree)) return tree.flatMap(nodesOf);
  return [tree, ...[...tree.fields.values()].flat().flatMap(nodesOf)];
}
