import { fitsAt } from '../engine/check.ts';
import type { CompiledSchema } from '../engine/compile.ts';
import { type Secrets, secretLength, type Veiled, veiledBelow } from '../engine/veil.ts';
import { jsonCopy } from '../json/json-copy.ts';
import { isObject, ownValue, setOwn } from '../json/object.ts';
import { childPointer, type Pointer } from '../json/pointer.ts';
import type { Subschema } from '../schema/schema-index.ts';
import { DEEPEST, Descent } from '../walk/descent.ts';
import { CHECK_STEPS, fits } from './fits.ts';

/** A default and the subschema that has it. */
interface Default {
  readonly schema: object;
  readonly value: unknown;
}

/** The defaults that contain a place of the value; empty for places of the original value. */
type Origins = ReadonlySet<object>;

/** A value inside the whole value. */
interface Spot<Value = object> {
  readonly value: Value;
  readonly at: Pointer;
  readonly origins: Origins;
  readonly depth: number;
  readonly veiled: Veiled | undefined;
}

// A subschema below these may not apply to the member or item that it was found for
const UNSURE: ReadonlySet<string> = new Set([
  'additionalItems',
  'contains',
  'unevaluatedItems',
  'unevaluatedProperties',
]);

// A long default may be filled into every item of an array
const MOST_CHARACTERS = 4 * 1024 * 1024;

/** Fills defaults into a value, in place. A careful walk keeps only the defaults with which the whole value fits. */
export class DefaultsWalk {
  readonly #compiled: CompiledSchema;
  readonly #descent: Descent;
  readonly #whole: unknown;
  readonly #secrets: Secrets | undefined;
  /** The steps of walking the whole value once. */
  readonly #weight: number;
  readonly #filled: Pointer[] = [];
  readonly #origins = new Map<object, Origins>();
  readonly #illTyped = new Map<unknown, boolean>();
  readonly #defaults = new Map<object, Default | undefined>();
  #careful: boolean;
  #characters = 0;

  constructor(compiled: CompiledSchema, whole: unknown, careful: boolean, secrets: Secrets | undefined) {
    this.#compiled = compiled;
    this.#descent = new Descent(compiled.index);
    this.#whole = whole;
    this.#secrets = secrets;
    const hidden = secrets?.at === undefined ? 0 : secretLength(secrets.at, whole);
    this.#weight = CHECK_STEPS + Math.ceil((JSON.stringify(whole).length - hidden) / 256);
    this.#careful = careful;
  }

  /** Returns pointers to the filled-in members, without those inside others. */
  run(): Pointer[] {
    const veiled = this.#secrets?.at;
    const start = { value: this.#whole, at: '', origins: new Set<object>(), depth: 0, veiled };
    this.#walk(start, [this.#descent.index.root]);
    return this.#filled;
  }

  get #ended(): boolean {
    return this.#descent.exhausted || this.#characters > MOST_CHARACTERS;
  }

  #walk({ value, at, origins: above, depth, veiled }: Spot<unknown>, subschemas: readonly Subschema[]): void {
    if (typeof value !== 'object' || value === null || depth >= DEEPEST || this.#ended) return;
    const spot = { value, at, origins: this.#origins.get(value) ?? above, depth, veiled };
    const applying = new Set<Subschema>();
    const seen = new Set<unknown>();
    for (let next = this.#descent.together(subschemas); next.length > 0; ) {
      const fresh = next.filter(({ schema }) => !seen.has(schema));
      for (const subschema of fresh) {
        seen.add(subschema.schema);
        applying.add(subschema);
        this.#fillMembers(spot, subschema);
      }
      next = this.#descent.together(fresh.flatMap((subschema) => this.#decided(subschema, spot)));
    }
    for (const name of Object.keys(value)) {
      const below = {
        ...spot,
        value: ownValue(value, name),
        at: childPointer(at, name),
        depth: depth + 1,
        veiled: veiledBelow(veiled, name),
      };
      const into = this.#descent.into(applying, name, Array.isArray(value));
      this.#walk(
        below,
        into.filter(({ keyword }) => !UNSURE.has(keyword)),
      );
    }
  }

  /**
   * Returns the subschemas that apply because of the value: the only branch that it matches, and one side of an `if`.
   */
  #decided(subschema: Subschema, { value, veiled }: Spot): Subschema[] {
    const { index } = this.#descent;
    const decided = ['oneOf', 'anyOf'].flatMap((keyword) => {
      const matching = index
        .under(subschema, keyword)
        .filter((branch) => this.#matches(branch, value, veiled));
      return matching.length === 1 ? matching : [];
    });
    const [condition] = index.under(subschema, 'if');
    if (condition === undefined) return decided;
    const holds = this.#matches(condition, value, veiled);
    return holds === undefined ? decided : [...decided, ...index.under(subschema, holds ? 'then' : 'else')];
  }

  #fillMembers(spot: Spot, subschema: Subschema): void {
    const { value, at, origins } = spot;
    const properties = isObject(subschema.schema) ? ownValue(subschema.schema, 'properties') : undefined;
    for (const name of isObject(value) && isObject(properties) ? Object.keys(properties) : []) {
      if (Object.hasOwn(value, name) || this.#ended) continue;
      const property = this.#descent.index.named(subschema, 'properties', name);
      if (property === undefined) continue;
      this.#descent.steps += 1;
      const found = this.#defaultOf(property);
      if (found === undefined || origins.has(found.schema) || this.#isIllTyped(property, found)) continue;
      setOwn(value, name, this.#copyOf(found, origins));
      if (this.#careful && !this.#keeps(spot, name, property, found)) {
        delete (value as Record<string, unknown>)[name];
      } else if (origins.size === 0) {
        this.#filled.push(childPointer(at, name));
      }
    }
  }

  /**
   * True when the whole value fits with a default that was just set, either with the defaults inside it or without
   * them.
   */
  #keeps(
    { value, at, origins, depth, veiled: above }: Spot,
    name: string,
    property: Subschema,
    found: Default,
  ): boolean {
    if (typeof found.value === 'object' && found.value !== null) {
      const veiled = veiledBelow(above, name);
      const below = { at: childPointer(at, name), depth: depth + 1, veiled };
      const inside = { value: ownValue(value, name), origins, ...below };
      this.#careful = false;
      this.#walk(inside, [property]);
      this.#careful = true;
      if (this.#fits()) return true;
      setOwn(value, name, this.#copyOf(found, origins));
    }
    return this.#fits();
  }

  /**
   * True for a default that its own subschema refuses: it fits nowhere. Judged once for each subschema. A default with
   * members of its own may fit with the defaults inside it.
   */
  #isIllTyped(property: Subschema, { value }: Default): boolean {
    if (typeof value === 'object' && value !== null) return false;
    const known = this.#illTyped.get(property.schema);
    if (known !== undefined) return known;
    const isIllTyped = this.#matches(property, value) === false;
    this.#illTyped.set(property.schema, isIllTyped);
    return isIllTyped;
  }

  /** Finds the default of a property, once for each subschema. */
  #defaultOf(property: Subschema): Default | undefined {
    const { schema } = property;
    if (!isObject(schema)) return undefined;
    if (!this.#defaults.has(schema)) this.#defaults.set(schema, this.#findDefault(property));
    return this.#defaults.get(schema);
  }

  #findDefault(property: Subschema): Default | undefined {
    for (const { schema } of this.#descent.together([property])) {
      if (isObject(schema) && Object.hasOwn(schema, 'default')) return { schema, value: schema.default };
    }
    return undefined;
  }

  #copyOf({ schema, value }: Default, origins: Origins): unknown {
    const { length } = JSON.stringify(value);
    this.#descent.steps += 1 + Math.ceil(length / 64);
    this.#characters += length;
    const copy = jsonCopy(value);
    if (typeof copy === 'object' && copy !== null) this.#origins.set(copy, new Set([...origins, schema]));
    return copy;
  }

  #matches(subschema: Subschema, value: unknown, veiled?: Veiled): boolean | undefined {
    const secrets = this.#secrets && { ...this.#secrets, at: veiled };
    return fits(this.#descent, this.#compiled, subschema, value, secrets);
  }

  /** The value was not too deep before, and defaults add no more levels than a schema may have. */
  #fits(): boolean {
    const { root } = this.#compiled.index;
    const fits = fitsAt(this.#compiled, root, this.#whole, this.#secrets) === true;
    this.#descent.steps += this.#weight + this.#compiled.engine.spent;
    return fits;
  }
}
