import { canonicalJson } from '../json/canonical-json.ts';
import { isObject, setOwn } from '../json/object.ts';
import type { Pointer } from '../json/pointer.ts';
import { DESTINATION_FLAG, KEYWORDS, SECRET_FLAGS, SECRET_WORDS, SUBSCHEMA_MAP } from '../schema/keywords.ts';
import type { Place, SchemaIndex } from '../schema/schema-index.ts';

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

/** Writes subschemas with all that they refer to as texts. Equal texts ask the same of a value. */
export class TextOfSchemas {
  readonly #index: SchemaIndex;
  readonly #spend: (amount: number) => void;

  constructor(index: SchemaIndex, spend: (amount: number) => void) {
    this.#index = index;
    this.#spend = spend;
  }

  /** Writes a whole subschema. */
  of(place: Place): string {
    return this.#write((targets) => this.#said(place, targets));
  }

  /** Writes what some keywords of a subschema say. */
  ofKeywords(place: Place, keywords: readonly string[]): string {
    return this.#write((targets) => {
      const said = {};
      for (const keyword of keywords) {
        if (isObject(place.schema) && Object.hasOwn(place.schema, keyword))
          setOwn(said, keyword, this.#saidBy(place, keyword, targets));
      }
      return said;
    });
  }

  #write(say: (targets: Map<Pointer, Place>) => unknown): string {
    const targets = new Map<Pointer, Place>();
    const said = say(targets);
    const referred: [Pointer, unknown][] = [];
    // A map goes on with what is added to it meanwhile
    for (const [pointer, target] of targets) referred.push([pointer, this.#said(target, targets)]);
    const text = canonicalJson([said, referred.sort(([one], [other]) => (one < other ? -1 : 1))]);
    this.#spend(text.length / 100);
    return text;
  }

  #said(place: Place, targets: Map<Pointer, Place>): unknown {
    const { schema } = place;
    this.#spend(1);
    if (!isObject(schema)) return schema;
    const said = {};
    for (const keyword of Object.keys(schema)) {
      if (saysSomething(keyword)) setOwn(said, keyword, this.#saidBy(place, keyword, targets));
    }
    return said;
  }

  #saidBy(place: Place, keyword: string, targets: Map<Pointer, Place>): unknown {
    const content = (place.schema as Record<string, unknown>)[keyword];
    if (keyword === '$ref' || keyword === '$dynamicRef' || keyword === '$recursiveRef') {
      const reference = this.#index.referencesOf(place).find((one) => one.keyword === keyword);
      // A dynamic reference may lead to any anchor of the document
      const to = keyword === '$ref' ? reference?.to : this.#index.root;
      if (typeof to !== 'object') return content;
      targets.set(to.pointer, to);
      return [content, to.pointer];
    }
    if (SUBSCHEMA_MAP.has(keyword) && isObject(content)) {
      const said = {};
      for (const name of Object.keys(content)) {
        const child = this.#index.named(place, keyword, name);
        setOwn(said, name, child ? this.#said(child, targets) : content[name]);
      }
      return said;
    }
    const children = this.#index.under(place, keyword);
    if (children.length === 0) return content;
    const all = children.map((child) => this.#said(child, targets));
    return Array.isArray(content) ? all : all[0];
  }
}
