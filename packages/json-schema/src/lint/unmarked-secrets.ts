import { isObject, ownValue } from '../json/object.ts';
import { type Pointer, parsePointer } from '../json/pointer.ts';
import { SECRET_FLAGS, SECRET_WORDS } from '../schema/keywords.ts';
import type { ChildSubschema, SchemaIndex, Subschema } from '../schema/schema-index.ts';
import type { SecretOptions } from '../secrets/secret-leaves.ts';
import { isMarkedSecret } from '../secrets/secret-subschemas.ts';
import { Descent } from '../walk/descent.ts';
import { subschemasAt } from '../walk/subschemas-at.ts';
import { isSecretName } from './secret-name.ts';

/** Subschemas that apply to one value together; `outer` holds those that apply whenever these do. */
interface Layer {
  readonly subschemas: ReadonlySet<Subschema>;
  readonly outer: Layer | undefined;
}

const BRANCHES = ['anyOf', 'dependencies', 'dependentSchemas', 'else', 'oneOf', 'then'];
const BELOW = [
  'additionalItems',
  'additionalProperties',
  'contains',
  'items',
  'patternProperties',
  'prefixItems',
  'unevaluatedItems',
  'unevaluatedProperties',
];

/** The most steps of the search. A property takes about three. */
const MOST_STEPS = 100_000;

/** Texts with these formats are no secrets, whatever their name. */
const OPEN_FORMATS: ReadonlySet<unknown> = new Set([
  'date',
  'date-time',
  'duration',
  'email',
  'hostname',
  'uri',
  'url',
]);

/**
 * Finds the properties that are named like a secret, may hold a text, and are not secret: neither they nor anything
 * above them has a mark or a marked path. `isWhole` is false when the search ended early.
 */
export function unmarkedSecrets(
  index: SchemaIndex,
  { visibility, marked }: SecretOptions,
): { found: Pointer[]; isWhole: boolean } {
  if (visibility === 'encrypted') return { found: [], isWhole: true };
  const descent = new Descent(index);
  const byPath = markedByPath(descent, marked);
  const found = new Set<Pointer>();
  const seen = new Set<Pointer>();
  const pending: Layer[] = [];
  const names = new Map<string, boolean>();
  const isNamedSecret = (name: string): boolean => {
    const answer = names.get(name) ?? isSecretName(name);
    names.set(name, answer);
    return answer;
  };

  const always = (subschemas: readonly Subschema[]): Set<Subschema> =>
    descent.closure(subschemas, (subschema) => index.under(subschema, 'allOf'));
  const isSecret = (subschemas: Iterable<Subschema>): boolean => {
    for (const { schema, pointer } of subschemas)
      if (isMarkedSecret(schema) || byPath.has(pointer)) return true;
    return false;
  };
  /** Adds subschemas that were not yet looked at, unless all of the value is secret. */
  const enter = (direct: readonly Subschema[], outer?: Layer): void => {
    const isKnown = direct.every(({ pointer }) => seen.has(pointer));
    for (const { pointer } of direct) seen.add(pointer);
    if (isKnown) return;
    const subschemas = always(direct);
    if (!isSecret(subschemas)) pending.push({ subschemas, outer });
  };

  enter([index.root]);
  for (let layer = pending.pop(); layer !== undefined; layer = pending.pop()) {
    if (descent.steps > MOST_STEPS) return { found: [...found], isWhole: false };
    for (const [name, own] of propertiesOf(index, layer)) {
      if (descent.steps > MOST_STEPS) break;
      descent.steps += 1;
      const property = [...own, ...namedAround(descent, layer.outer, name)];
      if (isNamedSecret(name) && isReadableText(everywhere(descent, property), byPath)) {
        found.add(own[0]?.pointer ?? '');
      }
      enter(property);
    }
    for (const subschema of layer.subschemas) {
      for (const keyword of BELOW) for (const child of index.under(subschema, keyword)) enter([child]);
      for (const keyword of BRANCHES)
        for (const branch of index.under(subschema, keyword)) enter([branch], layer);
    }
  }
  return { found: [...found], isWhole: true };
}

/** Returns the pointers of the subschemas that the marked paths lead to. */
function markedByPath(descent: Descent, marked: readonly string[]): Set<Pointer> {
  const pointers = new Set<Pointer>();
  for (const path of marked) {
    const segments = parsePointer(path);
    const end = segments && subschemasAt(descent, segments);
    if (end?.depth === segments?.length) for (const { pointer } of end?.direct ?? []) pointers.add(pointer);
  }
  return pointers;
}

/** Returns the properties that the subschemas of a layer list, by name. */
function propertiesOf(index: SchemaIndex, { subschemas }: Layer): Map<string, ChildSubschema[]> {
  const properties = new Map<string, ChildSubschema[]>();
  for (const subschema of subschemas) {
    const listed = isObject(subschema.schema) ? ownValue(subschema.schema, 'properties') : undefined;
    for (const name of isObject(listed) ? Object.keys(listed) : []) {
      const property = index.named(subschema, 'properties', name);
      if (property === undefined) continue;
      const known = properties.get(name);
      if (known === undefined) properties.set(name, [property]);
      else known.push(property);
    }
  }
  return properties;
}

/** Returns the subschemas of a property in the layers around one. */
function namedAround(descent: Descent, layer: Layer | undefined, name: string): ChildSubschema[] {
  const found: ChildSubschema[] = [];
  for (let one = layer; one !== undefined; one = one.outer) {
    descent.steps += one.subschemas.size;
    for (const subschema of one.subschemas) {
      const property = descent.index.named(subschema, 'properties', name);
      if (property !== undefined) found.push(property);
    }
  }
  return found;
}

/** Returns everything that may apply to a value, and to the items of an array in its place. */
const everywhere = (descent: Descent, subschemas: readonly Subschema[]): Set<Subschema> =>
  descent.closure(subschemas, (subschema) =>
    ['allOf', 'items', 'prefixItems', ...BRANCHES].flatMap((keyword) =>
      descent.index.under(subschema, keyword),
    ),
  );

/** True when the subschemas allow a text, and none of them says that it is secret or that it is not. */
function isReadableText(subschemas: ReadonlySet<Subschema>, byPath: ReadonlySet<Pointer>): boolean {
  const types = new Set<unknown>();
  let isContainer = false;
  for (const { schema, pointer } of subschemas) {
    if (byPath.has(pointer)) return false;
    if (!isObject(schema)) continue;
    const { type } = schema;
    for (const one of Array.isArray(type) ? type : type === undefined ? [] : [type]) types.add(one);
    if (hasMark(schema) || 'const' in schema || 'enum' in schema || OPEN_FORMATS.has(schema.format))
      return false;
    isContainer ||= 'properties' in schema || 'additionalProperties' in schema;
  }
  return types.size === 0 ? !isContainer : types.has('string');
}

/** True for a subschema with a mark, also with one that says that the value is no secret. */
const hasMark = (schema: Record<string, unknown>): boolean =>
  isMarkedSecret(schema) ||
  [...SECRET_FLAGS].some((flag) => typeof ownValue(schema, flag) === 'boolean') ||
  Object.keys(SECRET_WORDS).some(
    (keyword) => keyword !== 'format' && typeof ownValue(schema, keyword) === 'string',
  );
