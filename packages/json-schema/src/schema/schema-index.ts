import { isDeeperThan } from '../json/depth.ts';
import { isObject, ownValue } from '../json/object.ts';
import { childPointer, type Pointer, parsePointer } from '../json/pointer.ts';
import { type Draft, idKeywordOf, overrides } from './draft.ts';
import { ONE_SUBSCHEMA, SUBSCHEMA_LIST, SUBSCHEMA_MAP } from './keywords.ts';
import { metaschemaAt } from './known-metaschemas.ts';
import { SCHEMA_BUDGET } from './schema-budget.ts';

/** A subschema and its place in the document. */
export interface Place {
  readonly schema: unknown;
  readonly pointer: Pointer;
  /** The absolute URI against which `$ref` is resolved here. */
  readonly base: string;
}

/** A subschema directly below another, with the keyword that holds it. */
export interface ChildPlace extends Place {
  readonly keyword: string;
}

type Resolution = Place | 'remote' | 'unresolved';

interface Reference {
  readonly keyword: string;
  readonly to: Resolution;
  /** The parts of a reference that leads out of the document, where it is a URI. */
  readonly parts?: UriParts;
}

const REFERENCES = ['$ref', '$recursiveRef', '$dynamicRef'];
const FOLDER = 'berth://schema/';
const ROOT = `${FOLDER}root`;
const NO_PLACES: readonly ChildPlace[] = [];
const NO_REFERENCES: readonly Reference[] = [];

/**
 * An index of every subschema of a document, found by keyword position: a property that happens to be called `items` or
 * `default` is a property. Includes places that only a `$ref` leads to (`#/components/x`). References are resolved
 * inside the document (JSON Pointer, `$id`, `$anchor`) and to metaschemas; nothing is ever fetched. Accepts any value
 * and never throws; a malformed or too deep value has no subschemas.
 */
export class SchemaIndex {
  /** The subschemas of the document itself. */
  readonly places: Place[] = [];
  /** The subschemas of the metaschemas that it refers to. Their pointers begin with the URI. */
  readonly foreign: Place[] = [];
  readonly #draft: Draft;
  readonly #foreignDrafts = new Map<string, Draft>();
  readonly #byNode = new Map<object, Place>();
  readonly #resources = new Map<string, Place>();
  readonly #anchors = new Map<string, Place>();
  readonly #dynamicAnchors = new Map<string, Place>();
  /** The places of each `$dynamicAnchor` in all resources; `null` stands for `$recursiveAnchor`. */
  readonly #dynamicPlaces = new Map<string | null, Place[]>();
  readonly #references = new Map<object, readonly Reference[]>();
  readonly #under = new Map<object, readonly ChildPlace[]>();
  /** The parts of each reference, by the base against which it is resolved; only while the index is made. */
  readonly #parts = new Map<string, Map<string, UriParts | undefined>>();
  /** True when a subschema of the document has an `if`. */
  readonly hasIf: boolean;
  #isComplete = false;
  #byPointer: ReadonlyMap<Pointer, Place> | undefined;

  /** `uri` is where the document stands, as long as its `$id` says nothing else. */
  constructor(root: unknown, draft: Draft = '2020-12', uri = ROOT) {
    this.#draft = draft;
    const schema = isDeeperThan(root, SCHEMA_BUDGET.levels) ? true : root;
    const rootPlace: Place = { schema, pointer: '', base: uri };
    this.#resources.set(uri, rootPlace);
    this.#add(rootPlace);
    // A reference may lead to an anchor that is found later, so references are kept only once all places are known
    for (const places of [this.places, this.foreign]) {
      for (let i = 0; i < places.length; i++) {
        for (const { to } of this.#resolveAll(places[i] as Place))
          if (typeof to === 'object') this.#add(to, this.#foreignDrafts.has(to.base));
      }
    }
    this.hasIf = this.places.some(({ schema }) => isObject(schema) && Object.hasOwn(schema, 'if'));
    this.#isComplete = true;
    for (const place of this.places.concat(this.foreign)) this.referencesOf(place);
    this.#parts.clear();
  }

  /** Returns the draft of a place: that of the document, or of the metaschema that holds the place. */
  draftOf({ base }: Place): Draft {
    return this.#foreignDrafts.get(base) ?? this.#draft;
  }

  /** True when the `$ref` of a place overrides the keywords beside it. */
  isOverridden(place: Place): boolean {
    return overrides(place.schema, this.draftOf(place));
  }

  /** Returns the URIs of the document and of the parts that have one of their own. */
  uris(): string[] {
    return [...this.#resources.keys()].filter((uri) => !this.#foreignDrafts.has(uri));
  }

  get root(): Place {
    return this.places[0] as Place;
  }

  /** Returns the place of a subschema object of this document. */
  placeOf(schema: object): Place | undefined {
    return this.#byNode.get(schema);
  }

  /** Returns the place at a pointer. */
  placeAt(pointer: Pointer): Place | undefined {
    this.#byPointer ??= new Map(this.places.map((place) => [place.pointer, place]));
    return this.#byPointer.get(pointer);
  }

  /** Returns the place in a resource to which a dynamic reference may lead: `$dynamicAnchor`, `$recursiveAnchor`. */
  dynamicAnchor(base: string, keyword: string, anchor: string): Place | undefined {
    if (keyword === '$dynamicRef') return this.#dynamicAnchors.get(`${base}#${anchor}`);
    const resource = this.#resources.get(base);
    return isObject(resource?.schema) && resource.schema.$recursiveAnchor === true ? resource : undefined;
  }

  /**
   * Returns all places to which the dynamic references of a subschema may lead: the anchors of that name in every
   * resource. Equal anchors have the same list.
   */
  dynamicTargets(place: Place): readonly (readonly Place[])[] {
    return this.referencesOf(place).flatMap(({ keyword, to }) => {
      if (keyword === '$ref' || typeof to !== 'object' || !isObject(to.schema)) return [];
      const anchor = keyword === '$recursiveRef' ? null : ownValue(to.schema, '$dynamicAnchor');
      const targets =
        anchor === null || typeof anchor === 'string' ? this.#dynamicPlaces.get(anchor) : undefined;
      return targets === undefined ? [] : [targets];
    });
  }

  /** Returns the references of a subschema, each with its target. */
  referencesOf(place: Place): readonly Reference[] {
    if (!isObject(place.schema)) return NO_REFERENCES;
    const known = this.#references.get(place.schema) ?? this.#resolveAll(place);
    this.#references.set(place.schema, known);
    return known;
  }

  /** Returns the direct subschemas, without following references. */
  childrenOf(place: Place): readonly ChildPlace[] {
    if (!isObject(place.schema)) return NO_PLACES;
    return Object.keys(place.schema).flatMap((keyword) => this.under(place, keyword));
  }

  /** Returns the subschemas below one keyword. */
  under(place: Place, keyword: string): readonly ChildPlace[] {
    const value = isObject(place.schema) ? ownValue(place.schema, keyword) : undefined;
    if (typeof value !== 'object' || value === null) {
      return ONE_SUBSCHEMA.has(keyword) && value !== undefined
        ? [this.#child(place, keyword, value)]
        : NO_PLACES;
    }
    const known = this.#under.get(value);
    if (known !== undefined && (known.length === 0 || known[0]?.keyword === keyword)) return known;
    const found = this.#read(place, keyword, value);
    // Before its places are known, a child has no place of its own
    if (this.#isComplete) this.#under.set(value, found);
    return found;
  }

  #read(place: Place, keyword: string, value: object): readonly ChildPlace[] {
    if (SUBSCHEMA_LIST.has(keyword) && Array.isArray(value)) {
      return value.map((schema, i) => this.#child(place, keyword, schema, i));
    }
    if (SUBSCHEMA_MAP.has(keyword)) {
      const entries = isObject(value) ? Object.entries(value) : [];
      return entries.flatMap(([name, schema]) =>
        Array.isArray(schema) ? [] : [this.#child(place, keyword, schema, name)],
      );
    }
    return ONE_SUBSCHEMA.has(keyword) ? [this.#child(place, keyword, value)] : NO_PLACES;
  }

  /** Returns the subschema with one name or index below a keyword that holds several. */
  named(place: Place, keyword: string, name: string): ChildPlace | undefined {
    const holder = isObject(place.schema) ? ownValue(place.schema, keyword) : undefined;
    const isHolder = Array.isArray(holder) ? SUBSCHEMA_LIST.has(keyword) : SUBSCHEMA_MAP.has(keyword);
    if (!isHolder || typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, name))
      return undefined;
    const schema = ownValue(holder, name);
    return isObject(schema) || typeof schema === 'boolean'
      ? this.#child(place, keyword, schema, name)
      : undefined;
  }

  #resolveAll({ schema, base }: Place): readonly Reference[] {
    if (!isObject(schema)) return NO_REFERENCES;
    return REFERENCES.flatMap((keyword) => {
      const reference = ownValue(schema, keyword);
      if (typeof reference !== 'string') return [];
      const parts = this.#partsOf(reference, base);
      const to = this.#resolve(reference, parts);
      return [to === 'remote' && parts !== undefined ? { keyword, to, parts } : { keyword, to }];
    });
  }

  #child(place: Place, keyword: string, schema: unknown, name?: string | number): ChildPlace {
    const known = isObject(schema) ? this.#byNode.get(schema) : undefined;
    if (known !== undefined) return { schema, pointer: known.pointer, base: known.base, keyword };
    const at = childPointer(place.pointer, keyword);
    return { schema, pointer: name === undefined ? at : childPointer(at, name), base: place.base, keyword };
  }

  #add(start: Place, isForeign = false): void {
    const places = isForeign ? this.foreign : this.places;
    const pending = [start];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (!isObject(next.schema)) {
        places.push(next);
        continue;
      }
      if (this.#byNode.has(next.schema)) continue;
      const place = this.#identify(next, next.schema);
      this.#byNode.set(next.schema, place);
      places.push(place);
      pending.push(...this.childrenOf(place).toReversed());
    }
  }

  /** Registers `$id` and anchors; an `$id` changes the base of everything below. */
  #identify(place: Place, schema: Record<string, unknown>): Place {
    const id = ownValue(schema, idKeywordOf(this.draftOf(place)));
    let { base } = place;
    if (typeof id === 'string' && !this.isOverridden(place)) {
      const [uri, fragment] = splitUri(id, base) ?? [base, ''];
      if (fragment === '') base = uri;
      else this.#anchors.set(`${uri}#${fragment}`, place);
    }
    const identified: Place = { schema: place.schema, pointer: place.pointer, base };
    if (base !== place.base) this.#resources.set(base, identified);
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

  #addDynamic(anchor: string | null, place: Place): void {
    const known = this.#dynamicPlaces.get(anchor);
    if (known === undefined) this.#dynamicPlaces.set(anchor, [place]);
    else known.push(place);
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

  #metaschema(uri: string): Place | undefined {
    const found = metaschemaAt(uri);
    if (found === undefined) return undefined;
    const known = this.#resources.get(found.uri);
    if (known !== undefined) return known;
    const place: Place = { schema: found.schema, pointer: found.uri, base: found.uri };
    this.#foreignDrafts.set(found.uri, found.draft);
    this.#resources.set(found.uri, place);
    this.#add(place, true);
    return place;
  }

  #follow(resource: Place, segments: readonly string[]): Resolution {
    let place = resource;
    for (const segment of segments) {
      if (
        typeof place.schema !== 'object' ||
        place.schema === null ||
        !Object.hasOwn(place.schema, segment)
      ) {
        return 'unresolved';
      }
      const schema = ownValue(place.schema, segment);
      place = this.#known({ schema, pointer: childPointer(place.pointer, segment), base: place.base });
    }
    return isObject(place.schema) || typeof place.schema === 'boolean' ? place : 'unresolved';
  }

  #known(place: Place): Place {
    return (isObject(place.schema) ? this.#byNode.get(place.schema) : undefined) ?? place;
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
