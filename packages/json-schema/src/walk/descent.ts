import { isObject, ownValue } from '../json/object.ts';
import { compilePattern, type LinearPattern } from '../pattern/pattern.ts';
import { type BranchSignature, mayApply, signatureOf } from '../schema/branch-signature.ts';
import { closureOf } from '../schema/closure.ts';
import { type ChildPlace, type Place, type SchemaIndex, says } from '../schema/schema-index.ts';

/** Below this depth of a value no walk follows the schema. */
export const DEEPEST = 128;
/** Steps after which a walk gives up: 2^40 evaluations fit into a schema of a few hundred bytes. */
const MOST_STEPS = 1_000_000;

/** Finds, on the way down a value, the subschemas that describe it, and counts the steps that takes. */
export class Descent {
  readonly index: SchemaIndex;
  steps = 0;
  readonly #patterns = new Map<string, LinearPattern | undefined>();
  readonly #signatures = new Map<object, BranchSignature>();

  constructor(index: SchemaIndex) {
    this.index = index;
  }

  /** True when the walk has taken all the steps it may. */
  get exhausted(): boolean {
    return this.steps > MOST_STEPS;
  }

  /** Reaches all that {@link closureOf} does, a step for each place. */
  closure(places: readonly Place[], more: (place: Place) => readonly Place[]): Set<Place> {
    const reached = new Set<Place>();
    for (const place of closureOf(this.index, places, more)) {
      this.steps += 1;
      reached.add(place);
    }
    return reached;
  }

  /** The branches of a union whose signature does not rule the value out. */
  possible(branches: readonly Place[], value: unknown): readonly Place[] {
    this.steps += branches.length;
    return branches.filter((branch) => mayApply(this.signature(branch), value));
  }

  /** The signature of a branch, read once for each. */
  signature(branch: Place): BranchSignature {
    const { schema } = branch;
    if (!isObject(schema)) return signatureOf(this.index, branch);
    const known = this.#signatures.get(schema) ?? signatureOf(this.index, branch);
    this.#signatures.set(schema, known);
    return known;
  }

  /** The subschemas that describe a member or an item, of all the places together. None once exhausted. */
  into(applying: ReadonlySet<Place>, name: string, isItem: boolean): ChildPlace[] {
    this.steps += applying.size;
    if (this.exhausted) return [];
    return [...applying].flatMap((place) =>
      isItem ? this.#itemPlaces(place, name) : this.#memberPlaces(place, name),
    );
  }

  /** The subschemas by which one place describes a member, `additionalProperties` only if it says something. */
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
    // A list under `items` is positional; what lies beyond it is `additionalItems`
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

  /** A pattern that cannot be compiled matches everything: what it says then holds for more, not for less. */
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
