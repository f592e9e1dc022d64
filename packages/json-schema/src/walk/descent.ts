import { isObject } from '../json/object.ts';
import type { LinearPattern } from '../pattern/pattern.ts';
import { sharedPattern } from '../pattern/shared-patterns.ts';
import { type BranchSignature, mayApply, signatureOf } from '../schema/branch-signature.ts';
import { closureOf } from '../schema/closure.ts';
import type { ChildSubschema, SchemaIndex, Subschema } from '../schema/schema-index.ts';
import { type Described, describedBy } from './described.ts';
import { factsOf, LONGEST_KEPT, type SchemaFacts } from './schema-facts.ts';

/** The depth of a value below which no walk follows the schema. */
export const DEEPEST = 128;
/** The most steps of a walk, of about 0.6 µs each: a schema of a few hundred bytes can ask for 2^40 evaluations. */
const MOST_STEPS = 150_000;
const STEPS_OF_PATTERN_WORK = 0.1;

const NO_SUBSCHEMAS: readonly ChildSubschema[] = [];

/** The subschemas that apply together with one, and if they are the same for any value. */
export interface Further {
  readonly more: readonly Subschema[];
  readonly forAny: boolean;
}

/** Finds the subschemas that describe a value on the way down, and counts the steps. */
export class Descent {
  readonly index: SchemaIndex;
  /** Shared with the other walks of the schema. */
  readonly facts: SchemaFacts;
  steps = 0;
  readonly #patterns = new Map<string, LinearPattern | undefined>();
  readonly #forAny = new Map<unknown, ReadonlySet<Subschema>>();
  readonly #described = new Map<object, Described>();
  readonly #signatures = new Map<object, BranchSignature>();

  constructor(index: SchemaIndex) {
    this.index = index;
    this.facts = factsOf(index);
  }

  /** True when the walk has used up its steps. */
  get exhausted(): boolean {
    return this.steps > MOST_STEPS;
  }

  /** Returns the subschemas of {@link closureOf}, at one step each. */
  closure(
    subschemas: readonly Subschema[],
    more: (subschema: Subschema) => readonly Subschema[],
  ): Set<Subschema> {
    const reached = new Set<Subschema>();
    for (const subschema of closureOf(this.index, subschemas, more)) {
      this.steps += 1;
      reached.add(subschema);
    }
    return reached;
  }

  /**
   * Returns the subschemas of {@link closureOf}, at one step each. Those of a single one are kept when they are the
   * same for any value.
   */
  applying(
    subschemas: readonly Subschema[],
    further: (subschema: Subschema) => Further,
  ): ReadonlySet<Subschema> {
    const only = subschemas.length === 1 ? subschemas[0]?.schema : undefined;
    if (isObject(only)) {
      const known = this.#forAny.get(only);
      const shared = this.facts.applying.get(only);
      if (known !== undefined) {
        this.steps += known.size / 4;
        return known;
      }
      if (shared !== undefined) {
        this.steps += shared.size;
        this.#forAny.set(only, shared);
        return shared;
      }
    }
    let forAny = true;
    const reached = this.closure(subschemas, (subschema) => {
      const found = further(subschema);
      forAny &&= found.forAny;
      return found.more;
    });
    if (forAny && isObject(only)) {
      this.#forAny.set(only, reached);
      if (reached.size <= LONGEST_KEPT) this.facts.applying.set(only, reached);
    }
    return reached;
  }

  /** Returns the subschemas and all that applies with them to any value (`allOf`, references), at one step each. */
  together(subschemas: readonly Subschema[]): readonly Subschema[] {
    const only = subschemas.length === 1 ? subschemas[0]?.schema : undefined;
    const known = isObject(only) ? this.facts.together.get(only) : undefined;
    if (known !== undefined) {
      this.steps += known.length;
      return known;
    }
    const found = [...this.closure(subschemas, (subschema) => this.index.under(subschema, 'allOf'))];
    if (isObject(only) && found.length <= LONGEST_KEPT) this.facts.together.set(only, found);
    return found;
  }

  /** Returns the branches of a union whose signature does not rule the value out; all of them once exhausted. */
  possible(branches: readonly Subschema[], value: unknown): readonly Subschema[] {
    return branches.filter((branch) => {
      if (this.exhausted) return true;
      const signature = this.signature(branch);
      this.steps += 1 + signature.tags.size / 8;
      return mayApply(signature, value);
    });
  }

  /** Returns the signature of a branch, computed once for each. */
  signature(branch: Subschema): BranchSignature {
    const { schema } = branch;
    if (!isObject(schema)) return signatureOf(this.index, branch);
    const known = this.#signatures.get(schema);
    if (known !== undefined) return known;
    const signature = signatureOf(this.index, branch);
    this.steps += signature.read / 4;
    this.#signatures.set(schema, signature);
    return signature;
  }

  /** Returns the subschemas that describe a member or an item, of all these together. Empty once exhausted. */
  into(applying: ReadonlySet<Subschema>, name: string, isItem: boolean): readonly ChildSubschema[] {
    this.steps += applying.size;
    if (this.exhausted || applying.size === 0) return NO_SUBSCHEMAS;
    const [only] = applying;
    if (applying.size === 1 && only !== undefined) return this.#below(only, name, isItem);
    return [...applying].flatMap((subschema) => this.#below(subschema, name, isItem));
  }

  #below(subschema: Subschema, name: string, isItem: boolean): readonly ChildSubschema[] {
    const described = this.#describedBy(subschema);
    if (described === undefined) return NO_SUBSCHEMAS;
    return isItem ? itemSubschemas(described, Number(name)) : this.#memberSubschemas(described, name);
  }

  #describedBy(subschema: Subschema): Described | undefined {
    if (!isObject(subschema.schema)) return undefined;
    const known = this.#described.get(subschema.schema);
    if (known !== undefined) return known;
    const described = this.facts.described.get(subschema.schema) ?? describedBy(this.index, subschema);
    this.facts.described.set(subschema.schema, described);
    this.steps += described.properties.size / 4;
    this.#described.set(subschema.schema, described);
    return described;
  }

  #memberSubschemas(
    { properties, byPattern, otherMembers }: Described,
    name: string,
  ): readonly ChildSubschema[] {
    const property = properties.get(name);
    const found = property === undefined ? [] : [property];
    for (const { source, subschema } of byPattern) if (this.#matches(source, name)) found.push(subschema);
    return found.length > 0 ? found : otherMembers;
  }

  /** A pattern that cannot be compiled matches everything: its subschema then applies to more members, not to fewer. */
  #matches(source: string, name: string): boolean {
    if (!this.#patterns.has(source)) this.#patterns.set(source, tryPattern(source));
    const pattern = this.#patterns.get(source);
    if (pattern === undefined) return true;
    this.steps += 1 + pattern.work(name.length) * STEPS_OF_PATTERN_WORK;
    return this.exhausted || pattern.test(name);
  }
}

function itemSubschemas(
  { positional, otherItems, contained }: Described,
  index: number,
): readonly ChildSubschema[] {
  const item = positional[index];
  const others = item === undefined ? otherItems : [item];
  return contained.length === 0 ? others : [...others, ...contained];
}

function tryPattern(source: string): LinearPattern | undefined {
  try {
    return sharedPattern(source);
  } catch {
    return undefined;
  }
}
