import { objectOf, own } from '../../json/json.ts';
import { mergeNodes, type Node } from './node.ts';

/** Adds the branches of `oneOf` and `anyOf` to a schema, and those of a type that is one of several. */
export function withUnions(node: Node, unions: readonly (readonly (Node | null)[])[]): Node {
  let out = unions.reduce<Node>(withUnion, node);
  const types = [out.type ?? []].flat();
  if (Array.isArray(out.type)) {
    const { type: _, ...rest } = out;
    const others = types.filter((type) => type !== 'null');
    if (others.length < types.length) rest['x-nullable'] = true;
    const [only] = others;
    out = only !== undefined && others.length === 1 ? { ...rest, type: only } : unionOfTypes(rest, others);
  }
  if (out.enum?.includes(null))
    out = { ...out, enum: out.enum.filter((one) => one !== null), 'x-nullable': true };
  return sharedIntoBranches(out);
}

function withUnion(node: Node, all: readonly (Node | null)[]): Node {
  const branches = all.filter((branch) => branch !== null);
  if (branches.length === 0) return node;
  const forming = branches.filter((branch) => !isNull(branch));
  const out: Node = forming.length < branches.length ? { ...node, 'x-nullable': true } : node;
  const [only] = forming;
  if (only && forming.length === 1) return mergeNodes(out, only);
  const constants = forming.map(constantOf);
  if (constants.every((one) => one !== undefined) && !out.properties) {
    return {
      ...out,
      enum: constants.map(({ value }) => value),
      'x-labels': forming.map(({ title }, i) => title ?? textOf(constants[i]?.value)),
    };
  }
  if (!forming.some(hasForm)) return out;
  const typed =
    out.type === undefined ? forming : forming.map((branch) => ({ type: out.type, ...branch }) as Node);
  return { ...out, 'x-unions': [...(out['x-unions'] ?? []), typed] };
}

/** The keywords of a branch that gives it a form of its own. Others say only what is required. */
const FORMING = [
  'const',
  'enum',
  'items',
  'properties',
  'type',
  'x-lazy',
  'x-unions',
  'x-additional',
  'x-patterns',
];

const hasForm = (branch: Node): boolean => FORMING.some((keyword) => Object.hasOwn(branch, keyword));

const isNull = (branch: Node): boolean =>
  branch.type === 'null' || (Object.hasOwn(branch, 'const') && branch.const === null);

/** The one value that a schema allows; undefined when it allows several. */
export function constantOf(node: Node): { value: unknown } | undefined {
  if (Object.hasOwn(node, 'const')) return { value: node.const };
  return node.enum?.length === 1 ? { value: node.enum[0] } : undefined;
}

export const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : String(JSON.stringify(value));

function unionOfTypes(node: Node, types: readonly string[]): Node {
  if (node['x-unions']) return node;
  // A whole number is a number
  const distinct = types.filter((type) => type !== 'integer' || !types.includes('number'));
  const { title: _, description: __, 'x-default': ___, ...limits } = node;
  if (distinct.length === 1) return { ...node, type: distinct[0] as string };
  return { ...node, 'x-unions': [distinct.map((type) => ({ ...limits, type }))] };
}

/** Moves members that a union's branches name, too, into the branches: they show once, where they belong. */
function sharedIntoBranches(node: Node): Node {
  const unions = node['x-unions'];
  const properties = node.properties;
  if (!unions || !properties) return node;
  const named = new Set(unions.flat().flatMap((branch) => Object.keys(branch.properties ?? {})));
  const shared = Object.entries(properties).filter(([name]) => named.has(name));
  if (shared.length === 0) return node;
  const into = (branch: Node): Node => {
    const members = [...Object.entries(branch.properties ?? {}).filter(([name]) => !own(properties, name))];
    const merged = shared.map(([name, member]) => {
      const mine = own(branch.properties, name) as Node | undefined;
      return [name, mine ? mergeNodes(mine, member) : member] as const;
    });
    return { ...branch, properties: objectOf([...merged, ...members]) as unknown as Record<string, Node> };
  };
  const takes = (union: Node[]) =>
    union.some((branch) => shared.some(([name]) => own(branch.properties, name)));
  return {
    ...node,
    properties: objectOf(
      Object.entries(properties).filter(([name]) => !named.has(name)),
    ) as unknown as Record<string, Node>,
    'x-unions': unions.map((union) => (takes(union) ? union.map(into) : union)),
  };
}
