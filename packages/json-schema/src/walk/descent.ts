import { isObject, ownValue } from '../json/object.ts';
import { compilePattern, type LinearPattern } from '../pattern/pattern.ts';
import { type BranchSignature, mayApply, signatureOf } from '../schema/branch-signature.ts';
import { closureOf } from '../schema/closure.ts';
import { type ChildPlace, type Place, type SchemaIndex, says } from '../schema/schema-index.ts';

/** The depth of a value below which no walk follows the schema. */
export const DEEPEST = 128;
/** The most steps of a walk: a schema of a few hundred bytes can ask for 2^40 evaluations. */
const MOST_STEPS = 1_000_000;

/** Finds the subschemas that describe a value on the way down, and counts the steps. */
export class Descent {
  readonly index: SchemaIndex;
  steps = 0;
  readonly #patterns = new Map<string, LinearPattern | undefined>();
  readonly #signatures = new Map<object, BranchSignature>();

  constructor(index: SchemaIndex) {
    this.index = index;
  }

  /** True when the walk has used up its steps. */
  get exhausted(): boolean {
    return this.steps > MOST_STEPS;
  }

  /** Returns the places of {@link closureOf}, at one step each. */
  closure(places: readonly Place[], more: (place: Place) => readonly Place[]): Set<Place> {
    const reached = new Set<Place>();
    for (const place of closureOf(this.index, places, more)) {
      this.steps += 1;
      reached.add(place);
    }
    return reached;
  }

  /** Returns the branches of a union whose signature does not rule the value out. */
  possible(branches: readonly Place[], value: unknown): readonly Place[] {
    this.steps += branches.length;
    return branches.filter((branch) => mayApply(this.signature(branch), value));
  }

  /** Returns the signature of a branch, computed once for each. */
  signature(branch: Place): BranchSignature {
    const { schema } = branch;
    if (!isObject(schema)) return signatureOf(this.index, branch);
    const known = this.#signatures.get(schema) ?? signatureOf(this.index, branch);
    this.#signatures.set(schema, known);
    return known;
  }

  /** Returns the subschemas that describe a member or an item, from all the places together. Empty once exhausted. */
  into(applying: ReadonlySet<Place>, name: string, isItem: boolean): ChildPlace[] {
    this.steps += applying.size;
    if (this.exhausted) return [];
    return [...applying].flatMap((place) =>
      isItem ? this.#itemPlaces(place, name) : this.#memberPlaces(place, name),
    );
  }

  /** Returns the subschemas by which one place describes a member; `additionalProperties` only if not empty. */
  #memberPlaces(place: Place, name: string): ChildPlace[] {
    const found: ChildPlace[] = [];
    const property = this.index.named(place, 'properties', name);
    if (property !== undefined) found.push(property);
    const byPattern = isObject(place.schema) ? ownValue(place.schema, 'patternProperties') : undefined;
    for (const source of isObject(byPattern) ? Object.keys(byPattern) : []) {
      const described = this.#matches(source, name)
        ? this.index.named(place, 'patternProperties', source)
        : undefined;
      if (described !== undefined) found.push(described);
    }
    return found.length > 0 ? found : this.#rest(place, ['additionalProperties', 'unevaluatedProperties']);
  }

  #itemPlaces(place: Place, index: string): ChildPlace[] {
    const positional = ['prefixItems', 'items'].flatMap(
      (keyword) => this.index.named(place, keyword, index) ?? [],
    );
    // A list under `items` is positional; `additionalItems` describes the items beyond it
    const isList = isObject(place.schema) && Array.isArray(ownValue(place.schema, 'items'));
    const others = [...(isList ? [] : ['items']), 'additionalItems', 'unevaluatedItems'];
    return [
      ...(positional.length > 0 ? positional : this.#rest(place, others)),
      ...this.#rest(place, ['contains']),
    ];
  }

  #rest(place: Place, keywords: readonly string[]): ChildPlace[] {
    return keywords
      .flatMap((keyword) => this.index.under(place, keyword))
      .filter(({ schema }) => says(schema));
  }

  /** A pattern that cannot be compiled matches everything: its subschema then applies to more members, not to fewer. */
  #matches(source: string, name: string): boolean {
    if (!this.#patterns.has(source)) this.#patterns.set(source, tryPattern(source));
    const pattern = this.#patterns.get(source);
    if (pattern === undefined) return true;
    this.steps += 1 + Math.ceil((pattern.size * name.length) / 32);
    return this.exhausted || pattern.test(name);
  }
}

function tryPattern(source: string): LinearPattern | undefined {
  try {
    return compilePattern(source);
  } catch {
    return undefined;
  }
}
