import { type BranchSignature, mayApply, signatureOf } from './branches.ts';
import { Marks } from './marks.ts';
import { compilePattern, type LinearPattern } from './pattern.ts';
import { childPointer, isObject, ownValue, type Pointer } from './pointer.ts';
import { type Place, SchemaIndex, says } from './schema-index.ts';
import { isMarkedSecret } from './secret-mark.ts';

export interface SecretOptions {
  /** `encrypted`: every leaf is secret. */
  readonly visibility: 'plain' | 'encrypted';
  /** JSON Pointers into the value, `*` for any name or index; what lies below is secret too. */
  readonly marked: readonly string[];
}

// Below this depth, and after this many steps, everything counts as secret: the walk must end, and err that way
const DEEPEST = 128;
const MOST_STEPS = 1_000_000;

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
  readonly #signatures = new Map<object, BranchSignature>();
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

  #sameValue(place: Place, value: unknown): readonly Place[] {
    const { schema } = place;
    if (!isObject(schema)) return [];
    const places = ALWAYS.flatMap((keyword) => this.#index.under(place, keyword));
    for (const keyword of ['oneOf', 'anyOf']) {
      const all = this.#index.under(place, keyword);
      const possible = all.filter((branch) => mayApply(this.#signature(branch), value));
      this.#steps += all.length;
      places.push(...(possible.length > 0 ? possible : all));
    }
    for (const keyword of ['dependentSchemas', 'dependencies']) {
      const holder = ownValue(schema, keyword);
      if (!isObject(holder) || !isObject(value)) continue;
      for (const name of Object.keys(holder)) {
        const dependent = Object.hasOwn(value, name) ? this.#index.named(place, keyword, name) : undefined;
        if (dependent !== undefined) places.push(dependent);
      }
    }
    return places;
  }

  #signature(branch: Place): BranchSignature {
    const { schema } = branch;
    if (!isObject(schema)) return signatureOf(this.#index, branch);
    const known = this.#signatures.get(schema) ?? signatureOf(this.#index, branch);
    this.#signatures.set(schema, known);
    return known;
  }

  /** The subschemas that describe a member or an item. */
  #into(applying: ReadonlySet<Place>, name: string, isItem: boolean): Place[] {
    this.#steps += applying.size;
    if (this.#steps > MOST_STEPS) return [];
    return [...applying].flatMap((place) =>
      isItem ? this.#itemPlaces(place, name) : this.#memberPlaces(place, name),
    );
  }

  #memberPlaces(place: Place, name: string): Place[] {
    const found: Place[] = [];
    const property = this.#index.named(place, 'properties', name);
    if (property !== undefined) found.push(property);
    const byPattern = isObject(place.schema) ? ownValue(place.schema, 'patternProperties') : undefined;
    for (const source of isObject(byPattern) ? Object.keys(byPattern) : []) {
      const described = this.#matches(source, name)
        ? this.#index.named(place, 'patternProperties', source)
        : undefined;
      if (described !== undefined) found.push(described);
    }
    return found.length > 0 ? found : this.#rest(place, ['additionalProperties', 'unevaluatedProperties']);
  }

  #itemPlaces(place: Place, index: string): Place[] {
    const positional = ['prefixItems', 'items'].flatMap(
      (keyword) => this.#index.named(place, keyword, index) ?? [],
    );
    // A list under `items` is positional; what lies beyond it is `additionalItems`
    const isList = isObject(place.schema) && Array.isArray(ownValue(place.schema, 'items'));
    const others = [...(isList ? [] : ['items']), 'additionalItems', 'unevaluatedItems'];
    return [
      ...(positional.length > 0 ? positional : this.#rest(place, others)),
      ...this.#rest(place, ['contains']),
    ];
  }

  #rest(place: Place, keywords: readonly string[]): Place[] {
    return keywords
      .flatMap((keyword) => this.#index.under(place, keyword))
      .filter(({ schema }) => says(schema));
  }

  /** A pattern that cannot be compiled matches everything: what it says then holds for more, not for less. */
  #matches(source: string, name: string): boolean {
    if (!this.#patterns.has(source)) this.#patterns.set(source, tryPattern(source));
    const pattern = this.#patterns.get(source);
    if (pattern === undefined) return true;
    this.#steps += 1 + Math.ceil((pattern.size * name.length) / 32);
    return this.#steps > MOST_STEPS || pattern.test(name);
  }
}

const ALWAYS = ['allOf', 'then', 'else'];

function tryPattern(source: string): LinearPattern | undefined {
  try {
    return compilePattern(source);
  } catch {
    return undefined;
  }
}
