import type { Node } from './node.ts';

/** Orders the members of an object: by the order that the schema wants, those without one last, as they are. */
export const inOrder = <T>(members: readonly (readonly [T, Node])[]): (readonly [T, Node])[] =>
  members.toSorted(([, one], [, other]) => rank(one) - rank(other));

const rank = (node: Node): number => node['x-order'] ?? Number.MAX_SAFE_INTEGER;

export interface Section {
  title: string | null;
  names: string[];
}

/** Puts the members of an object into the groups that the schema names; those of no group come first. */
export function sectionsOf(node: Node, names: readonly string[]): Section[] {
  const groupOf = (name: string) => node.properties?.[name]?.['x-group'];
  const found = [...new Set(names.flatMap((name) => groupOf(name) ?? []))];
  const known = node['x-groups'] ?? [];
  const ids = [...known.map(({ id }) => id).filter((id) => found.includes(id)), ...found];
  const sections = [...new Set(ids)].map((id) => ({
    title: known.find((group) => group.id === id)?.title ?? labelOf(id),
    names: names.filter((name) => groupOf(name) === id),
  }));
  const rest = names.filter((name) => groupOf(name) === undefined);
  return [...(rest.length > 0 ? [{ title: null, names: rest }] : []), ...sections];
}

/** Writes the name of a member as words: `apiKey` and `api_key` are `Api key`. */
export function labelOf(name: string): string {
  const words = name
    .slice(0, 200)
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[_\-.\s]+/g, ' ')
    .trim();
  return words === '' ? name : `${words[0]?.toUpperCase()}${words.slice(1).toLowerCase()}`;
}
