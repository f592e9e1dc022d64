import { isMarkedSecret } from '@berth/client/marks';
import { isObject, objectOf, own } from '../../json/json.ts';
import { type Follow, referencesOf } from '../../json/references.ts';
import { mergeNodes, type Node } from './node.ts';
import { withUnions } from './unions.ts';

/** The subschemas that are read at once. The rest is read when it is opened. */
const MOST_NODES = 4_000;
const DEEPEST = 16;
const LONGEST_TEXT = 2_000;

/** A schema made ready for the form. */
export interface Prepared {
  root: Node;
  /** Reads a subschema that `x-lazy` names. */
  expand: (key: string) => Node;
}

/** Makes a schema of any draft ready for the form. Takes any value, never throws, and reads within a budget. */
export function prepareSchema(schema: unknown): Prepared {
  const lazy = new Lazies(referencesOf(schema));
  return { root: lazy.read(schema), expand: (key) => lazy.expand(key) };
}

class Lazies {
  readonly #follow: Follow;
  readonly #keys = new Map<unknown, string>();
  readonly #schemas = new Map<string, unknown>();
  readonly #known = new Map<string, Node>();

  constructor(follow: Follow) {
    this.#follow = follow;
  }

  read(schema: unknown): Node {
    return new Reader(this.#follow, (one) => this.#keyOf(one)).node(schema, [], 0) ?? {};
  }

  expand(key: string): Node {
    const known = this.#known.get(key) ?? this.read(this.#schemas.get(key));
    this.#known.set(key, known);
    return known;
  }

  #keyOf(schema: unknown): string {
    const key = this.#keys.get(schema) ?? String(this.#keys.size);
    this.#keys.set(schema, key);
    this.#schemas.set(key, schema);
    return key;
  }
}

class Reader {
  #left = MOST_NODES;
  readonly #follow: Follow;
  readonly #keyOf: (schema: unknown) => string;

  constructor(follow: Follow, keyOf: (schema: unknown) => string) {
    this.#follow = follow;
    this.#keyOf = keyOf;
  }

  /** Reads a subschema; null for one that no value fits. `above` are the schemas that it lies in. */
  node(schema: unknown, above: readonly unknown[], depth: number): Node | null {
    if (schema === false) return null;
    if (!isObject(schema)) return {};
    this.#left -= 1;
    if (above.includes(schema) || this.#left < 0 || depth > DEEPEST) {
      return { ...textsOf(schema), 'x-lazy': this.#keyOf(schema) };
    }
    const inside = [...above, schema];
    const read = (below: unknown): Node | null => this.node(below, inside, depth + 1);
    let node: Node = { ...textsOf(schema), ...limitsOf(schema), ...this.#inner(schema, read) };
    const target = this.#follow(schema);
    if (target) node = mergeNodes(node, this.node(target.schema, inside, depth) ?? {});
    for (const part of listOf(schema, 'allOf')) node = mergeNodes(node, this.node(part, inside, depth) ?? {});
    const unions = ['oneOf', 'anyOf'].map((keyword) => listOf(schema, keyword).map(read));
    return withUnions(node, unions);
  }

  /** Reads the subschemas for the members and items of a value, and the conditions. */
  #inner(schema: Record<string, unknown>, read: (below: unknown) => Node | null): Node {
    const node: Node = {};
    const properties = entriesOf(schema, 'properties').flatMap(([name, below]) => {
      const member = read(below);
      return member ? [[name, member] as const] : [];
    });
    if (Object.hasOwn(schema, 'properties'))
      node.properties = objectOf(properties) as unknown as Record<string, Node>;
    const patterns = entriesOf(schema, 'patternProperties').map(([pattern, below]) => ({
      pattern,
      node: read(below) ?? {},
    }));
    if (patterns.length > 0) node['x-patterns'] = patterns;
    const additional = own(schema, 'additionalProperties');
    if (additional === false && patterns.length === 0) node.additionalProperties = false;
    if (isObject(additional)) node['x-additional'] = read(additional) ?? {};
    const when = this.#conditions(schema, read);
    if (when.length > 0) node['x-when'] = when;
    const not = own(schema, 'not');
    if (isObject(not)) node.not = read(not) ?? {};
    return { ...node, ...itemsOf(schema, read) };
  }

  #conditions(schema: Record<string, unknown>, read: (below: unknown) => Node | null) {
    const found: NonNullable<Node['x-when']> = [];
    const condition = own(schema, 'if');
    if (isObject(condition)) {
      const [then, otherwise] = [own(schema, 'then'), own(schema, 'else')];
      found.push({
        when: read(condition) ?? {},
        ...(isObject(then) ? { holds: read(then) ?? {} } : {}),
        ...(isObject(otherwise) ? { fails: read(otherwise) ?? {} } : {}),
      });
    }
    for (const keyword of ['dependentSchemas', 'dependencies', 'dependentRequired']) {
      for (const [name, below] of entriesOf(schema, keyword)) {
        const holds = Array.isArray(below) ? { required: below.map(String) } : read(below);
        found.push({ when: { required: [name] }, ...(holds ? { holds } : {}) });
      }
    }
    return found;
  }
}

/** The members and items of a list that `items` and `prefixItems` describe. */
function itemsOf(schema: Record<string, unknown>, read: (below: unknown) => Node | null): Node {
  const items = own(schema, 'items');
  const prefix = own(schema, 'prefixItems');
  const tuple = Array.isArray(prefix) ? prefix : Array.isArray(items) ? items : null;
  if (tuple) {
    const rest = tuple === prefix ? items : own(schema, 'additionalItems');
    const more = isObject(rest) ? (read(rest) ?? false) : rest !== false;
    return { items: tuple.map((item) => read(item) ?? {}), additionalItems: more };
  }
  return isObject(items) ? { items: read(items) ?? {} } : {};
}

const COPIED = [
  'type',
  'enum',
  'const',
  'format',
  'required',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'multipleOf',
  'readOnly',
] as const;

/** The keywords that limit a value. Patterns are left to the server: they come from strangers. */
function limitsOf(schema: Record<string, unknown>): Node {
  const node: Record<string, unknown> = {};
  for (const keyword of COPIED) if (Object.hasOwn(schema, keyword)) node[keyword] = schema[keyword];
  for (const [limit, inclusive] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    const said = own(schema, limit);
    if (typeof said === 'number') node[limit] = said;
    // Draft-04 writes a flag beside the limit
    else if (said === true) {
      node[limit] = own(schema, inclusive);
      delete node[inclusive];
    }
  }
  if (!Array.isArray(node.required)) delete node.required;
  if (!Array.isArray(node.enum)) delete node.enum;
  const [pattern, preset] = [own(schema, 'pattern'), own(schema, 'default')];
  const examples = own(schema, 'examples');
  const example = Array.isArray(examples) ? examples[0] : own(schema, 'example');
  return {
    ...node,
    ...(typeof pattern === 'string' ? { 'x-pattern': pattern } : {}),
    ...(preset === undefined ? {} : { 'x-default': preset }),
    ...(example === undefined ? {} : { 'x-example': example }),
    ...(isMarkedSecret(schema) ? { 'x-secret': true } : {}),
    ...(own(schema, 'multiline') === true || own(schema, 'contentMediaType') !== undefined
      ? { 'x-multiline': true }
      : {}),
  };
}

function textsOf(schema: Record<string, unknown>): Node {
  const node: Node = {};
  for (const keyword of ['title', 'description'] as const) {
    const said = own(schema, keyword);
    if (typeof said === 'string' && said.trim() !== '')
      node[keyword] = [...said.trim()].slice(0, LONGEST_TEXT).join('');
  }
  const order = ['order', 'x-order', 'propertyOrder']
    .map((keyword) => own(schema, keyword))
    .find(Number.isFinite);
  if (typeof order === 'number') node['x-order'] = order;
  const group = own(schema, 'group');
  if (typeof group === 'string') node['x-group'] = group;
  const groups = listOf(schema, 'groups').filter(isObject);
  if (groups.length > 0) {
    node['x-groups'] = groups.map((one) => ({
      id: String(own(one, 'id')),
      title: String(own(one, 'title') ?? own(one, 'id')),
    }));
  }
  return node;
}

const listOf = (schema: Record<string, unknown>, keyword: string): unknown[] => {
  const list = own(schema, keyword);
  return Array.isArray(list) ? list : [];
};

const entriesOf = (schema: Record<string, unknown>, keyword: string): [string, unknown][] => {
  const map = own(schema, keyword);
  return isObject(map) ? Object.entries(map) : [];
};
