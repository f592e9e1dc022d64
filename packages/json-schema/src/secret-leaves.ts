import { mayApply, signatureOf } from './branches.ts';
import { Marks } from './marks.ts';
import { compilePattern, type LinearPattern } from './pattern.ts';
import { childPointer, isObject, ownValue, type Pointer } from './pointer.ts';
import { type ChildPlace, type Place, SchemaIndex } from './schema-index.ts';
import { isMarkedSecret } from './secret-mark.ts';

export interface SecretOptions {
  /** `encrypted`: every leaf is secret. */
  readonly visibility: 'plain' | 'encrypted';
  /** JSON Pointers into the value, `*` for any name or index; what lies below is secret too. */
  readonly marked: readonly string[];
}

// Below this depth, and after this many steps, everything counts as secret: the walk must end, and err that way
const DEEPEST = 128;
const MOST_STEPS = 2_000_000;

/**
 * Pointers into the value of every secret leaf. A leaf is a scalar, or an object or array with nothing in it. It is
 * secret when
 * - the visibility is `encrypted`;
 * - a marked path leads to it or above it;
 * - the schema marks it, or something above it, in any branch that may apply (a branch is out only when its type or
 *   a `const`/`enum` property contradicts the value; when all are out, all count);
 * - the schema does not describe it. `properties` and `patternProperties` describe by naming; other keywords only
 *   with a subschema that says something (`additionalProperties: true` describes nothing).
 *
 * Takes any schema and any JSON value and never throws. A container nested deeper than 128 levels is one leaf.
 */
export function secretLeaves(schema: unknown, value: unknown, options: SecretOptions): Pointer[] {
  return new LeafWalk(schema, options.visibility === 'encrypted').run(value, Marks.of(options.marked));
}

class LeafWalk {
  readonly #index: SchemaIndex;
  readonly #allSecret: boolean;
  readonly #secrets: Pointer[] = [];
  readonly #patterns = new Map<string, LinearPattern | undefined>();
  #steps = 0;

  constructor(schema: unknown, allSecret: boolean) {
    this.#index = new SchemaIndex(schema);
    this.#allSecret = allSecret;
  }

  run(value: unknown, marks: Marks): Pointer[] {
    const { root } = this.#index;
    this.#visit(value, '', says(root.schema) ? [root] : [], marks, this.#allSecret, 0);
    return this.#secrets;
  }

  /** `places` are the subschemas that describe the value; none means it is not described. */
  #visit(
    value: unknown,
    at: Pointer,
    places: readonly Place[],
    marks: Marks,
    secret: boolean,
    depth: number,
  ): void {
    const isContainer = typeof value === 'object' && value !== null;
    const names = isContainer ? Object.keys(value) : [];
    const tooFar = this.#steps > MOST_STEPS || depth >= DEEPEST;
    const applying = secret || tooFar ? new Set<Place>() : this.#applying(places, value);
    const here = secret || marks.marksHere || [...applying].some(({ schema }) => isMarkedSecret(schema));
    if (names.length === 0 || depth >= DEEPEST) {
      if (here || tooFar || places.length === 0) this.#secrets.push(at);
      return;
    }
    for (const name of names) {
      const child = ownValue(value as object, name);
      const into = here ? [] : this.#into(applying, name, Array.isArray(value));
      this.#visit(child, childPointer(at, name), into, marks.below(name), here, depth + 1);
    }
  }

  /** All subschemas that may apply to the value: references, `allOf`, possible branches, both ways of an `if`. */
  #applying(places: readonly Place[], value: unknown): Set<Place> {
    const applying = new Set<Place>();
    const seen = new Set<unknown>();
    const pending = [...places];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (seen.has(next.schema)) continue;
      if (isObject(next.schema)) seen.add(next.schema);
      applying.add(next);
      this.#steps += 1;
      for (const { to } of this.#index.referencesOf(next)) {
        if (typeof to === 'object') pending.push(to);
      }
      pending.push(...this.#sameValue(next, value));
    }
    return applying;
  }

  #sameValue(place: Place, value: unknown): ChildPlace[] {
    const children = this.#index.childrenOf(place);
    const of = (...keywords: string[]) => children.filter(({ keyword }) => keywords.includes(keyword));
    const dependent = of('dependentSchemas', 'dependencies').filter(
      ({ pointer, keyword }) =>
        isObject(value) &&
        Object.keys(value).some(
          (name) => pointer === childPointer(childPointer(place.pointer, keyword), name),
        ),
    );
    const branches = [of('oneOf'), of('anyOf')].flatMap((all) => {
      const possible = all.filter((branch) => mayApply(signatureOf(this.#index, branch), value));
      return possible.length > 0 ? possible : all;
    });
    return [...of('allOf', 'then', 'else'), ...dependent, ...branches];
  }

  /** The subschemas that describe a member or an item. */
  #into(applying: ReadonlySet<Place>, name: string, isItem: boolean): Place[] {
    return [...applying].flatMap((place) => {
      const children = this.#index.childrenOf(place);
      this.#steps += children.length;
      return isItem ? itemPlaces(place, children, name) : this.#memberPlaces(place, children, name);
    });
  }

  #memberPlaces(place: Place, children: readonly ChildPlace[], name: string): Place[] {
    const at = (keyword: string, key: string) => childPointer(childPointer(place.pointer, keyword), key);
    const named = children.filter(
      ({ keyword, pointer }) => keyword === 'properties' && pointer === at('properties', name),
    );
    const byPattern = isObject(place.schema) ? ownValue(place.schema, 'patternProperties') : undefined;
    for (const source of isObject(byPattern) ? Object.keys(byPattern) : []) {
      if (!this.#matches(source, name)) continue;
      named.push(...children.filter(({ pointer }) => pointer === at('patternProperties', source)));
    }
    if (named.length > 0) return named;
    return children.filter(
      ({ keyword, schema }) =>
        (keyword === 'additionalProperties' || keyword === 'unevaluatedProperties') && says(schema),
    );
  }

  /** A pattern that cannot be compiled matches everything: what it says then holds for more, not for less. */
  #matches(source: string, name: string): boolean {
    if (!this.#patterns.has(source)) this.#patterns.set(source, tryPattern(source));
    const pattern = this.#patterns.get(source);
    this.#steps += pattern === undefined ? 1 : 1 + Math.ceil((pattern.size * name.length) / 16);
    if (this.#steps > MOST_STEPS) return true;
    return pattern?.test(name) ?? true;
  }
}

function itemPlaces(place: Place, children: readonly ChildPlace[], index: string): Place[] {
  const at = (keyword: string) => childPointer(childPointer(place.pointer, keyword), index);
  const positional = children.filter(
    ({ keyword, pointer }) =>
      (keyword === 'prefixItems' && pointer === at('prefixItems')) ||
      (keyword === 'items' && pointer === at('items')),
  );
  const list = childPointer(place.pointer, 'items');
  const rest = children.filter(
    ({ keyword, pointer, schema }) =>
      says(schema) &&
      ((keyword === 'items' && pointer === list) ||
        keyword === 'additionalItems' ||
        keyword === 'unevaluatedItems'),
  );
  const contained = children.filter(({ keyword, schema }) => keyword === 'contains' && says(schema));
  return [...(positional.length > 0 ? positional : rest), ...contained];
}

function says(schema: unknown): boolean {
  return isObject(schema) && Object.keys(schema).length > 0;
}

function tryPattern(source: string): LinearPattern | undefined {
  try {
    return compilePattern(source);
  } catch {
    return undefined;
  }
}
