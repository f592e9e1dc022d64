import { isDeeperThan } from '../json/depth.ts';
import { isObject, ownValue } from '../json/object.ts';
import { childPointer, type Pointer, parsePointer } from '../json/pointer.ts';
import { type Draft, idKeywordOf, overrides } from './draft.ts';
import { ONE_SUBSCHEMA, SUBSCHEMA_LIST, SUBSCHEMA_MAP } from './keywords.ts';
import { metaschemaAt } from './known-metaschemas.ts';
import { SCHEMA_BUDGET } from './schema-budget.ts';

/** A subschema and its place in the document. */
export interface Subschema {
  readonly schema: unknown;
  readonly pointer: Pointer;
  /** The absolute URI against which `$ref` is resolved here. */
  readonly base: string;
}

/** A subschema directly below another, with the keyword that holds it. */
export interface ChildSubschema extends Subschema {
  readonly keyword: string;
}

type Resolution = Subschema | 'remote' | 'unresolved';

interface Reference {
  readonly keyword: string;
  readonly to: Resolution;
  /** The parts of a reference that leads out of the document, where it is a URI. */
  readonly parts?: UriParts;
}

const REFERENCES = ['$ref', '$recursiveRef', '$dynamicRef'];
const FOLDER = 'berth://schema/';
const ROOT = `${FOLDER}root`;
const NO_SUBSCHEMAS: readonly ChildSubschema[] = [];
const NO_REFERENCES: readonly Reference[] = [];

/**
 * An index of every subschema of a document, found by keyword position: a property that happens to be called `items` or
 * `default` is a property. Includes those that only a `$ref` leads to (`#/components/x`). References are resolved
 * inside the document (JSON Pointer, `$id`, `$anchor`) and to metaschemas; nothing is ever fetched. Accepts any value
 * and never throws; a malformed or too deep value has no subschemas.
 */
export class SchemaIndex {
  /** The subschemas of the document itself. */
  readonly subschemas: Subschema[] = [];
  /** The subschemas of the metaschemas that it refers to. Their pointers begin with the URI. */
  readonly foreign: Subschema[] = [];
  readonly #draft: Draft;
  readonly #foreignDrafts = new Map<string, Draft>();
  readonly #byNode = new Map<object, Subschema>();
  readonly #resources = new Map<string, Subschema>();
  readonly #anchors = new Map<string, Subschema>();
  readonly #dynamicAnchors = new Map<string, Subschema>();
  /** The subschemas of each `$dynamicAnchor` in all resources; `null` stands for `$recursiveAnchor`. */
  readonly #dynamicTargets = new Map<string | null, Subschema[]>();
  readonly #references = new Map<object, readonly Reference[]>();
  readonly #under = new Map<object, readonly ChildSubschema[]>();
  /** The parts of each reference, by the base against which it is resolved; only while the index is made. */
  readonly #parts = new Map<string, Map<string, UriParts | undefined>>();
  /** True when a subschema of the document has an `if`. */
  readonly hasIf: boolean;
  #isComplete = false;
  #byPointer: ReadonlyMap<Pointer, Subschema> | undefined;

  /** `uri` is where the document stands, as long as its `$id` says nothing else. */
  constructor(root: unknown, draft: Draft = '2020-12', uri = ROOT) {
    this.#draft = draft;
    const schema = isDeeperThan(root, SCHEMA_BUDGET.levels) ? true : root;
    const rootSubschema: Subschema = { schema, pointer: '', base: uri };
    this.#resources.set(uri, rootSubschema);
    this.#add(rootSubschema);
    // A reference may lead to an anchor that is found later, so references are kept only once all subschemas are known
    for (const subschemas of [this.subschemas, this.foreign]) {
      for (let i = 0; i < subschemas.length; i++) {
        for (const { to } of this.#resolveAll(subschemas[i] as Subschema))
          if (typeof to === 'object') this.#add(to, this.#foreignDrafts.has(to.base));
      }
    }
    this.hasIf = this.subschemas.some(({ schema }) => isObject(schema) && Object.hasOwn(schema, 'if'));
    this.#isComplete = true;
    for (const subschema of this.subschemas.concat(this.foreign)) this.referencesOf(subschema);
    this.#parts.clear();
  }

  /** Returns the draft of a subschema: that of the document, or of the metaschema that holds it. */
  draftOf({ base }: Subschema): Draft {
    return this.#foreignDrafts.get(base) ?? this.#draft;
  }

  /** True when the `$ref` of a subschema overrides the keywords beside it. */
  isOverridden(subschema: Subschema): boolean {
    return overrides(subschema.schema, this.draftOf(subschema));
  }

  /** Returns the URIs of the document and of the parts that have one of their own. */
  uris(): string[] {
    return [...this.#resources.keys()].filter((uri) => !this.#foreignDrafts.has(uri));
  }

  get root(): Subschema {
    return this.subschemas[0] as Subschema;
  }

  /** Returns the subschema that an object of this document is. */
  subschemaOf(schema: object): Subschema | undefined {
    return this.#byNode.get(schema);
  }

  /** Returns the subschema at a pointer. */
  subschemaAt(pointer: Pointer): Subschema | undefined {
    this.#byPointer ??= new Map(this.subschemas.map((subschema) => [subschema.pointer, subschema]));
    return this.#byPointer.get(pointer);
  }

  /** Returns the subschema in a resource to which `$dynamicRef` or `$recursiveRef` may lead. */
  dynamicAnchor(base: string, keyword: string, anchor: string): Subschema | undefined {
    if (keyword === '$dynamicRef') return this.#dynamicAnchors.get(`${base}#${anchor}`);
    const resource = this.#resources.get(base);
    return isObject(resource?.schema) && resource.schema.$recursiveAnchor === true ? resource : undefined;
  }

  /**
   * Returns all subschemas to which the dynamic references of a subschema may lead: the anchors of that name in every
   * resource. Equal anchors have the same list.
   */
  dynamicTargets(subschema: Subschema): readonly (readonly Subschema[])[] {
    return this.referencesOf(subschema).flatMap(({ keyword, to }) => {
      if (keyword === '$ref' || typeof to !== 'object' || !isObject(to.schema)) return [];
      const anchor = keyword === '$recursiveRef' ? null : ownValue(to.schema, '$dynamicAnchor');
      const targets =
        anchor === null || typeof anchor === 'string' ? this.#dynamicTargets.get(anchor) : undefined;
      return targets === undefined ? [] : [targets];
    });
  }

  /** Returns the references of a subschema, each with its target. */
  referencesOf(subschema: Subschema): readonly Reference[] {
    if (!isObject(subschema.schema)) return NO_REFERENCES;
    const known = this.#references.get(subschema.schema) ?? this.#resolveAll(subschema);
    this.#references.set(subschema.schema, known);
    return known;
  }

  /** Returns the direct subschemas, without following references. */
  childrenOf(subschema: Subschema): readonly ChildSubschema[] {
    if (!isObject(subschema.schema)) return NO_SUBSCHEMAS;
    return Object.keys(subschema.schema).flatMap((keyword) => this.under(subschema, keyword));
  }

  /** Returns the subschemas below one keyword. */
  under(subschema: Subschema, keyword: string): readonly ChildSubschema[] {
    const value = isObject(subschema.schema) ? ownValue(subschema.schema, keyword) : undefined;
    if (typeof value !== 'object' || value === null) {
      return ONE_SUBSCHEMA.has(keyword) && value !== undefined
        ? [this.#child(subschema, keyword, value)]
        : NO_SUBSCHEMAS;
    }
    const known = this.#under.get(value);
    if (known !== undefined && (known.length === 0 || known[0]?.keyword === keyword)) return known;
    const found = this.#read(subschema, keyword, value);
    // Before the index is complete, a child may lack its own base
    if (this.#isComplete) this.#under.set(value, found);
    return found;
  }

  #read(subschema: Subschema, keyword: string, value: object): readonly ChildSubschema[] {
    if (SUBSCHEMA_LIST.has(keyword) && Array.isArray(value)) {
      return value.map((schema, i) => this.#child(subschema, keyword, schema, i));
    }
    if (SUBSCHEMA_MAP.has(keyword)) {
      const entries = isObject(value) ? Object.entries(value) : [];
      return entries.flatMap(([name, schema]) =>
        Array.isArray(schema) ? [] : [this.#child(subschema, keyword, schema, name)],
      );
    }
    return ONE_SUBSCHEMA.has(keyword) ? [this.#child(subschema, keyword, value)] : NO_SUBSCHEMAS;
  }

  /** Returns the subschema with one name or index below a keyword that holds several. */
  named(subschema: Subschema, keyword: string, name: string): ChildSubschema | undefined {
    const holder = isObject(subschema.schema) ? ownValue(subschema.schema, keyword) : undefined;
    const isHolder = Array.isArray(holder) ? SUBSCHEMA_LIST.has(keyword) : SUBSCHEMA_MAP.has(keyword);
    if (!isHolder || typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, name))
      return undefined;
    const schema = ownValue(holder, name);
    return isObject(schema) || typeof schema === 'boolean'
      ? this.#child(subschema, keyword, schema, name)
      : undefined;
  }

  #resolveAll({ schema, base }: Subschema): readonly Reference[] {
    if (!isObject(schema)) return NO_REFERENCES;
    return REFERENCES.flatMap((keyword) => {
      const reference = ownValue(schema, keyword);
      if (typeof reference !== 'string') return [];
      const parts = this.#partsOf(reference, base);
      const to = this.#resolve(reference, parts);
      return [to === 'remote' && parts !== undefined ? { keyword, to, parts } : { keyword, to }];
    });
  }

  #child(subschema: Subschema, keyword: string, schema: unknown, name?: string | number): ChildSubschema {
    const known = isObject(schema) ? this.#byNode.get(schema) : undefined;
    if (known !== undefined) return { schema, pointer: known.pointer, base: known.base, keyword };
    const at = childPointer(subschema.pointer, keyword);
    return {
      schema,
      pointer: name === undefined ? at : childPointer(at, name),
      base: subschema.base,
      keyword,
    };
  }

  #add(start: Subschema, isForeign = false): void {
    const subschemas = isForeign ? this.foreign : this.subschemas;
    const pending = [start];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (!isObject(next.schema)) {
        subschemas.push(next);
        continue;
      }
      if (this.#byNode.has(next.schema)) continue;
      const subschema = this.#identify(next, next.schema);
      this.#byNode.set(next.schema, subschema);
      subschemas.push(subschema);
      pending.push(...this.childrenOf(subschema).toReversed());
    }
  }

  /** Registers `$id` and anchors; an `$id` changes the base of everything below. */
  #identify(subschema: Subschema, schema: Record<string, unknown>): Subschema {
    const id = ownValue(schema, idKeywordOf(this.draftOf(subschema)));
    let { base } = subschema;
    if (typeof id === 'string' && !this.isOverridden(subschema)) {
      const [uri, fragment] = splitUri(id, base) ?? [base, ''];
      if (fragment === '') base = uri;
      else this.#anchors.set(`${uri}#${fragment}`, subschema);
    }
    const identified: Subschema = { schema: subschema.schema, pointer: subschema.pointer, base };
    if (base !== subschema.base) this.#resources.set(base, identified);
    for (const keyword of ['$anchor', '$dynamicAnchor']) {
      const anchor = ownValue(schema, keyword);
      if (typeof anchor !== 'string') continue;
      this.#anchors.set(`${base}#${anchor}`, identified);
      if (keyword !== '$dynamicAnchor') continue;
      this.#dynamicAnchors.set(`${base}#${anchor}`, identified);
      this.#addDynamic(anchor, identified);
    }
    if (ownValue(schema, '$recursiveAnchor') === true) this.#addDynamic(null, identified);
    return identified;
  }

  #addDynamic(anchor: string | null, subschema: Subschema): void {
    const known = this.#dynamicTargets.get(anchor);
    if (known === undefined) this.#dynamicTargets.set(anchor, [subschema]);
    else known.push(subschema);
  }

  /** Splits like {@link splitUri}, each reference of a base once. */
  #partsOf(reference: string, base: string): UriParts | undefined {
    const ofBase = this.#parts.get(base) ?? new Map<string, UriParts | undefined>();
    this.#parts.set(base, ofBase);
    const parts = ofBase.get(reference) ?? splitUri(reference, base);
    ofBase.set(reference, parts);
    return parts;
  }

  #resolve(reference: string, parts: UriParts | undefined): Resolution {
    if (parts === undefined) return reference.startsWith('#') ? 'unresolved' : 'remote';
    const [uri, fragment] = parts;
    const resource = this.#resources.get(uri) ?? this.#metaschema(uri);
    if (resource === undefined) return 'remote';
    if (fragment === '') return this.#known(resource);
    if (!fragment.startsWith('/')) return this.#anchors.get(`${uri}#${fragment}`) ?? 'unresolved';
    const segments = parsePointer(fragment);
    return segments === undefined ? 'unresolved' : this.#follow(resource, segments);
  }

  #metaschema(uri: string): Subschema | undefined {
    const found = metaschemaAt(uri);
    if (found === undefined) return undefined;
    const known = this.#resources.get(found.uri);
    if (known !== undefined) return known;
    const subschema: Subschema = { schema: found.schema, pointer: found.uri, base: found.uri };
    this.#foreignDrafts.set(found.uri, found.draft);
    this.#resources.set(found.uri, subschema);
    this.#add(subschema, true);
    return subschema;
  }

  #follow(resource: Subschema, segments: readonly string[]): Resolution {
    let subschema = resource;
    for (const segment of segments) {
      if (
        typeof subschema.schema !== 'object' ||
        subschema.schema === null ||
        !Object.hasOwn(subschema.schema, segment)
      ) {
        return 'unresolved';
      }
      const schema = ownValue(subschema.schema, segment);
      subschema = this.#known({
        schema,
        pointer: childPointer(subschema.pointer, segment),
        base: subschema.base,
      });
    }
    return isObject(subschema.schema) || typeof subschema.schema === 'boolean' ? subschema : 'unresolved';
  }

  #known(subschema: Subschema): Subschema {
    return (isObject(subschema.schema) ? this.#byNode.get(subschema.schema) : undefined) ?? subschema;
  }
}

/** Returns the URI, without its fragment, of the document that a reference leads to; relative when its base is. */
export function remoteUri(reference: string, base: string): string {
  const [uri] = splitUri(reference, base) ?? [reference];
  return uri.startsWith(FOLDER) ? uri.slice(FOLDER.length) : uri;
}

/** The most characters of a URI in a schema: each reference below an `$id` is read together with it. */
export const LONGEST_URI = 2048;

/** An absolute URI, and the decoded fragment of a reference. */
type UriParts = readonly [uri: string, fragment: string];

/** Splits a reference into absolute URI and decoded fragment; `undefined` when it, or its base, is not a URI. */
export function splitUri(reference: string, base: string): UriParts | undefined {
  if (reference.length > LONGEST_URI || base.length > LONGEST_URI) return undefined;
  try {
    const url = new URL(reference, base);
    const fragment = decodeURIComponent(url.hash.replace(/^#/, ''));
    url.hash = '';
    return [url.href.replace(/#$/, ''), fragment];
  } catch {
    return undefined;
  }
}

/** True for a subschema that constrains or describes something: neither a boolean nor empty. */
export function says(schema: unknown): boolean {
  return isObject(schema) && Object.keys(schema).length > 0;
}
