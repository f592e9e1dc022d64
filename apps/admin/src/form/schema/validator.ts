import { type Schema, validate } from '@cfworker/json-schema';
import type { RJSFSchema, ValidatorType } from '@rjsf/utils';
import { mergeNodes, type Node } from './node.ts';

/**
 * Tells if a value fits a schema, as far as the form must know: which branch it is of, which condition holds. The
 * verdict on a value is the server's.
 */
export function fits(node: Node, value: unknown): boolean {
  try {
    return validate((value ?? null) as never, plain(node), '7').valid;
  } catch {
    return false;
  }
}

const known = new WeakMap<Node, Schema>();

/** Writes a schema of the form as JSON Schema, with its unions. */
function plain(node: Node): Schema {
  const made = known.get(node);
  if (made) return made;
  const {
    properties,
    items,
    not,
    'x-unions': unions,
    'x-when': when,
    'x-nullable': nullable,
    ...rest
  } = node;
  const schema: Schema = {};
  known.set(node, schema);
  for (const [keyword, said] of Object.entries(rest)) {
    // Formats are the server's to judge
    if (!keyword.startsWith('x-') && keyword !== 'format') schema[keyword] = said;
  }
  if (nullable && typeof schema.type === 'string') schema.type = [schema.type, 'null'];
  if (properties) schema.properties = mapped(properties);
  if (Array.isArray(items)) schema.items = items.map(plain);
  else if (items) schema.items = plain(items);
  if (not) schema.not = plain(not);
  const unionParts = (unions ?? []).map((branches) => ({ anyOf: branches.map(plain) }));
  const conditions = (when ?? []).map(({ when: condition, holds, fails }) =>
    Object.fromEntries([
      ['if', plain(condition)],
      ...(holds ? [['then', plain(holds)]] : []),
      ...(fails ? [['else', plain(fails)]] : []),
    ]),
  );
  if (unionParts.length + conditions.length > 0) schema.allOf = [...unionParts, ...conditions];
  // Members of branches are declared there
  if (unions || when) delete schema.additionalProperties;
  return schema;
}

const mapped = (nodes: Record<string, Node>): Record<string, Schema> =>
  Object.fromEntries(Object.entries(nodes).map(([name, node]) => [name, plain(node)]));

/** The most rounds of conditions that add conditions. */
const MOST_ROUNDS = 5;

/** Adds to a schema what its conditions ask of this value. */
export function underConditions(node: Node, value: unknown): Node {
  let out = node;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const { 'x-when': conditions, ...rest } = out;
    if (!conditions) return out;
    out = conditions.reduce<Node>((merged, one) => {
      const more = fits(one.when, value ?? {}) ? one.holds : one.fails;
      return more ? mergeNodes(merged, more) : merged;
    }, rest);
  }
  return out;
}

/** The validator of the form library, without code made from schemas: it runs where `eval` is blocked. */
export const validator: ValidatorType = {
  isValid: (schema: RJSFSchema, value: unknown) => fits(schema as Node, value),
  validateFormData: () => ({ errors: [], errorSchema: {} }),
  rawValidation: () => ({ errors: [] }),
};
