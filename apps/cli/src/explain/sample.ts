import { branchesOf, keyword, partsOf, propertiesOf, requiredOf, type Schema } from './schema-node.ts';

const MOST_DEPTH = 8;

/** Makes the least value: its required members, the first branch of a choice, and `…` for text to fill in. */
export function sampleOf(root: Schema, parts: readonly Schema[] = partsOf(root, root), depth = 0): unknown {
  const examples = keyword(parts, 'examples');
  const [given] = [
    keyword(parts, 'const'),
    ...(Array.isArray(examples) ? examples : []),
    keyword(parts, 'default'),
    ...[keyword(parts, 'enum') ?? []].flat(),
  ].filter((value) => value !== undefined);
  if (given !== undefined) return given;
  const [branch] = branchesOf(parts);
  const all = branch === undefined ? parts : [...parts, ...partsOf(root, branch)];
  const properties = propertiesOf(root, all);
  const [type] = [keyword(all, 'type') ?? (properties.size > 0 ? 'object' : 'string')].flat();
  if (type === 'integer' || type === 'number') return keyword(all, 'minimum') ?? 1;
  if (type === 'boolean') return true;
  if (type === 'array') return [];
  if (type !== 'object') return '…';
  const required = requiredOf(all);
  const entries = [...properties].filter(([name]) => required.has(name) && depth < MOST_DEPTH);
  return Object.fromEntries(entries.map(([name, member]) => [name, sampleOf(root, member, depth + 1)]));
}
