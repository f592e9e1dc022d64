import { canonicalJson } from '../json/canonical-json.ts';
import { isObject, setOwn } from '../json/object.ts';
import type { Pointer } from '../json/pointer.ts';
import { DESTINATION_FLAG, KEYWORDS, SECRET_FLAGS, SECRET_WORDS, SUBSCHEMA_MAP } from '../schema/keywords.ts';
import type { SchemaIndex, Subschema } from '../schema/schema-index.ts';

/** Keywords that say nothing about a value. */
const SAYS_NOTHING: ReadonlySet<string> = new Set([
  ...['$comment', '$defs', 'definitions', 'deprecated', 'description', 'examples', 'title'],
]);

/** Words beside those of JSON Schema that say something: by a mark, answers tell which alternative a value fits. */
const SAYS_MORE: ReadonlySet<string> = new Set([
  ...SECRET_FLAGS,
  ...Object.keys(SECRET_WORDS),
  ...[DESTINATION_FLAG, 'id', 'nullable'],
]);

const saysSomething = (keyword: string): boolean =>
  SAYS_MORE.has(keyword) || (KEYWORDS.has(keyword) && !SAYS_NOTHING.has(keyword));

/** The subschemas that a text refers to, numbered as they are found: their names say nothing. */
type Targets = Map<Pointer, { readonly number: number; readonly subschema: Subschema }>;

/** Writes subschemas with all that they refer to as texts. Equal texts ask the same of a value. */
export class TextOfSchemas {
  readonly #index: SchemaIndex;
  readonly #spend: (amount: number) => void;

  constructor(index: SchemaIndex, spend: (amount: number) => void) {
    this.#index = index;
    this.#spend = spend;
  }

  /** Writes a whole subschema. */
  of(subschema: Subschema): string {
    return this.#write((targets) => this.#said(subschema, targets));
  }

  /** Writes what some keywords of a subschema say. */
  ofKeywords(subschema: Subschema, keywords: readonly string[]): string {
    return this.#write((targets) => {
      const said = {};
      for (const keyword of keywords) {
        if (isObject(subschema.schema) && Object.hasOwn(subschema.schema, keyword))
          setOwn(said, keyword, this.#saidBy(subschema, keyword, targets));
      }
      return said;
    });
  }

  #write(say: (targets: Targets) => unknown): string {
    const targets: Targets = new Map();
    const said = say(targets);
    const referred: unknown[] = [];
    // A map goes on with what is added to it meanwhile
    for (const { subschema } of targets.values()) referred.push(this.#said(subschema, targets));
    const text = canonicalJson([said, referred]);
    this.#spend(text.length / 100);
    return text;
  }

  #said(subschema: Subschema, targets: Targets): unknown {
    const { schema } = subschema;
    this.#spend(1);
    if (!isObject(schema)) return schema;
    const said = {};
    // The order of the keywords must not decide about the numbers
    for (const keyword of Object.keys(schema).sort()) {
      if (saysSomething(keyword)) setOwn(said, keyword, this.#saidBy(subschema, keyword, targets));
    }
    return said;
  }

  #saidBy(subschema: Subschema, keyword: string, targets: Targets): unknown {
    const content = (subschema.schema as Record<string, unknown>)[keyword];
    if (keyword === '$ref' || keyword === '$dynamicRef' || keyword === '$recursiveRef') {
      const reference = this.#index.referencesOf(subschema).find((one) => one.keyword === keyword);
      // A dynamic reference may lead to any anchor of the document
      const to = keyword === '$ref' ? reference?.to : this.#index.root;
      if (typeof to !== 'object') return content;
      const { number } = targets.get(to.pointer) ?? { number: targets.size };
      targets.set(to.pointer, { number, subschema: to });
      return keyword === '$ref' ? [number] : [content, number];
    }
    if (SUBSCHEMA_MAP.has(keyword) && isObject(content)) {
      const said = {};
      for (const name of Object.keys(content).sort()) {
        const child = this.#index.named(subschema, keyword, name);
        setOwn(said, name, child ? this.#said(child, targets) : content[name]);
      }
      return said;
    }
    const children = this.#index.under(subschema, keyword);
    if (children.length === 0) return content;
    const all = children.map((child) => this.#said(child, targets));
    return Array.isArray(content) ? all : all[0];
  }
}
