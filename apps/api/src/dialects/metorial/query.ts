import { registry } from '@berth/domain';
import {
  ceilInstant,
  decodeCursor,
  floorInstant,
  invalidData,
  isId,
  isStorableText,
  type Kind,
  type PageRequest,
  type Problem,
  pageLimits,
  readInstant,
  withPlus,
} from '@berth/kernel';
import {
  type DateWindow,
  type Expansion,
  expansionsOf,
  type Filter,
  type FilterValue,
  type ListRequest,
  type Resource,
  type WindowSide,
  type WriteOptions,
  windowSides,
} from '@berth/resource';
import qs from 'qs';
import { memberProblems } from '../../http/errors.ts';
import { unknownNames } from '../../http/unknown-names.ts';
import { queryErrors, queryProblems } from './query-problems.ts';

export type RawQuery = Record<string, unknown>;

export const MOST_VALUES = 1_000;

const SWITCH = ['true', 'false'];

const SIDES = Object.keys(windowSides) as WindowSide[];

/**
 * Parses the query string as the official client writes it (`a[0]=x&a[1]=y`, `created_at[gt]=…`) and as people write it
 * (`a=x&a=y`, `a[]=x`).
 */
export function readQuery(url: string): RawQuery {
  const start = url.indexOf('?');
  if (start === -1) return {};
  return qs.parse(withPlainValues(url.slice(start + 1)), {
    arrayLimit: MOST_VALUES + 1, // of more it makes an object: an array would have all the places below the last one
    parameterLimit: Number.POSITIVE_INFINITY, // the limit of a URL bounds them
    depth: 2,
    plainObjects: true,
  });
}

/** Escapes what `qs` would read as part of a name in the value of a parameter: it splits one at the last `]=`. */
const withPlainValues = (query: string): string =>
  query.replace(
    /(^|&)([^=&]*=)([^&]*)/g,
    (_, start, name, value) => start + name + value.replaceAll('=', '%3D'),
  );

/** Reads a list request. Reports every problem at once. */
export function readListRequest(resource: Resource, query: RawQuery): ListRequest {
  const reader = new QueryReader(query);
  const filters: Record<string, FilterValue> = {};
  for (const [name, filter] of Object.entries(resource.read.filters)) {
    const value = reader.filter(name, filter);
    // An empty text of a required filter is none: the official client writes null like that.
    const isAbsent = filter.required && Array.isArray(value) && value.every((text) => text === '');
    if (value !== undefined && !isAbsent) filters[name] = value;
  }
  const page = readPage(reader, resource.entity.kind);
  reader.finish();
  return { filters, page };
}

/** Reads the page of a list whose items are of these kinds: forwards only, by the id of an item. */
export function readPlainPage(
  query: RawQuery,
  kinds: readonly Kind[],
): { limit: number; after: string | null } {
  const reader = new QueryReader(query);
  const page = {
    limit: reader.integer('limit', 1, pageLimits.max) ?? pageLimits.default,
    after: reader.id('after', ...kinds) ?? null,
  };
  reader.finish();
  return page;
}

/** The related rows to embed in each row, and the members to show; null for all. */
export interface Selection {
  expand: Expansion[];
  fields: string[] | null;
}

const WHOLE: Selection = { expand: [], fields: null };

/** An answer whose members a reader may select. */
export type Selectable = 'list' | 'row';

/** Lists the members that an answer may show: those of a single row are not all in a list. */
export const membersShown = ({ wire, read }: Resource, of: Selectable): string[] =>
  Object.keys(wire.view.properties).filter((name) => (read.shownBy[name] ?? of) === of);

/** Reads a selection: `expand[]=deployment,provider`, `fields[]=name,status`. */
export function readSelection(resource: Resource, query: RawQuery, of: Selectable): Selection {
  if (!('expand' in query || 'fields' in query)) return WHOLE;
  const reader = new QueryReader(query);
  const expansions = expansionsOf(registry, resource);
  const expand = reader.names('expand', [...expansions.keys()]) ?? [];
  const fields = reader.names('fields', membersShown(resource, of), resource.read.shownBy) ?? null;
  reader.finish();
  return { expand: [...expansions.values()].filter(({ member }) => expand.includes(member)), fields };
}

/** Reads the options of a write. */
export function readWriteOptions(query: RawQuery): Pick<WriteOptions, 'dryRun' | 'force'> {
  const reader = new QueryReader(query);
  const options = { dryRun: reader.flag('dry_run'), force: reader.flag('force') };
  reader.finish();
  return options;
}

/** Reads a page. Precedence as in the contract: `after`, then `before`, then `cursor`. */
function readPage(reader: QueryReader, kind: Kind): PageRequest {
  const limit = reader.integer('limit', 1, pageLimits.max) ?? pageLimits.default;
  const order = reader.word('order', ['asc', 'desc']) === 'desc' ? 'desc' : 'asc';
  const after = reader.id('after', kind);
  const before = reader.id('before', kind);
  const cursor = reader.text('cursor');
  if (after !== undefined) return { limit, order, position: { side: 'after', id: after } };
  if (before !== undefined) return { limit, order, position: { side: 'before', id: before } };
  if (cursor === undefined) return { limit, order, position: null };
  const position = decodeCursor(cursor);
  if (!position || !isId(kind, position.id)) throw queryErrors.cursor();
  return { limit, order, position };
}

/** Makes the problem of a parameter that is no window with one of these sides. */
export const noWindow = (name: string, sides: readonly string[]): Problem =>
  queryProblems.window({ sides: sides.map((side) => `${name}[${side}]`).join(', ') }, [name], {
    expected: 'object',
  });

/** Reads single parameters and collects their problems. */
class QueryReader {
  readonly #query: RawQuery;
  readonly #problems: Problem[] = [];

  constructor(query: RawQuery) {
    this.#query = query;
  }

  filter(name: string, { input }: Filter): FilterValue | undefined {
    switch (input.kind) {
      case 'text':
        return this.#texts(name, input.many);
      case 'choice':
        return this.#choices(name, input.values);
      case 'boolean': {
        const word = this.word(name, SWITCH);
        return word === undefined ? undefined : word === 'true';
      }
      case 'window':
        return this.#window(name);
    }
  }

  /** Reads a single text. The official client writes null as an empty text, so an empty one is none. */
  text(name: string): string | undefined {
    const value = this.#query[name];
    if (value === undefined || value === '') return undefined;
    if (typeof value === 'string' && isStorableText(value)) return value;
    return this.#wrong(queryProblems.once([name], { expected: 'string' }));
  }

  /** Reads several words, in several parameters or separated by commas. */
  names(
    name: string,
    words: readonly string[],
    elsewhere: Resource['read']['shownBy'] = {},
  ): string[] | undefined {
    const names = this.#texts(name, true)
      ?.flatMap((text) => text.split(','))
      .filter((text) => text !== '');
    if (!names || names.length === 0) return undefined;
    const other = names.find((text) => !words.includes(text));
    if (other === undefined) return names;
    const problem = Object.hasOwn(elsewhere, other) && shownElsewhere[elsewhere[other] ?? 'row'];
    if (!problem) return this.#notAmong(name, words);
    return this.#wrong(problem({ member: other, words: words.join(', ') }, [name], { expected: [...words] }));
  }

  id(name: string, ...kinds: readonly Kind[]): string | undefined {
    const text = this.text(name);
    if (text === undefined || kinds.some((kind) => isId(kind, text))) return text;
    return this.#wrong(queryProblems.id([name]));
  }

  word(name: string, words: readonly string[]): string | undefined {
    const text = this.text(name);
    if (text === undefined || words.includes(text)) return text;
    return this.#notAmong(name, words);
  }

  /** Reads a switch of a write. An empty one is refused: `?dry_run` must not write. */
  flag(name: string): boolean {
    if (this.#query[name] === '') this.#notAmong(name, SWITCH);
    return this.word(name, SWITCH) === 'true';
  }

  integer(name: string, min: number, max: number): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = /^-?\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (Number.isNaN(value)) return this.#wrong(queryProblems.integer([name], { expected: 'integer' }));
    if (value < min) return this.#wrong(memberProblems.min({ min }, [name], { min }));
    if (value > max) return this.#wrong(memberProblems.max({ max }, [name], { max }));
    return value;
  }

  /** Ends the reading. @throws DomainError `invalid_data` with every problem, if there was any. */
  finish(): void {
    if (this.#problems.length > 0) throw invalidData(this.#problems, 'query');
  }

  #texts(name: string, many: boolean): string[] | undefined {
    const value = this.#query[name];
    if (value === undefined) return undefined;
    const values = Array.isArray(value) ? value : [value];
    if (!many && values.length !== 1) {
      return this.#wrong(queryProblems.once([name], { expected: 'string' }));
    }
    if (values.length > MOST_VALUES || isLongList(value)) {
      return this.#wrong(queryProblems.tooMany({ max: MOST_VALUES }, [name], { max: MOST_VALUES }));
    }
    if (!values.every((text) => typeof text === 'string' && isStorableText(text))) {
      return this.#wrong(queryProblems.texts([name], { expected: 'string' }));
    }
    return values as string[];
  }

  #choices(name: string, words: readonly string[]): string[] | undefined {
    const values = this.#texts(name, true);
    if (values === undefined || (values.length > 0 && values.every((word) => words.includes(word))))
      return values;
    return this.#notAmong(name, words);
  }

  #window(name: string): DateWindow | undefined {
    const value = this.#query[name];
    if (value === undefined) return undefined;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return this.#notWindow(name);
    // Also of the names that every object has, which `qs` leaves out
    if (Object.keys(value).length === 0) return this.#notWindow(name);
    this.#problems.push(...unknownNames(Object.keys(value), SIDES, 'unknown_parameter', [name]));
    const window: DateWindow = {};
    for (const side of SIDES) {
      const text = (value as Record<string, unknown>)[side];
      if (text === undefined) continue;
      const instant = typeof text === 'string' ? readInstant(withPlus(text)) : null;
      if (instant !== null) window[side] = millisecond(side, instant);
      else this.#wrong(memberProblems.moment([name, side], { expected: 'date' }));
    }
    return window;
  }

  #notWindow(name: string): undefined {
    return this.#wrong(noWindow(name, SIDES));
  }

  #notAmong(name: string, words: readonly string[]): undefined {
    const facts = { expected: [...words] };
    if (words.length === 0) return this.#wrong(queryProblems.noWords([name], facts));
    return this.#wrong(memberProblems.words({ words: words.join(', ') }, [name], facts));
  }

  #wrong(problem: Problem): undefined {
    this.#problems.push(problem);
  }
}

/** The problem of a member that only the answer of a single row, or of a write, shows. */
const shownElsewhere = { row: queryProblems.onlyOfRow, write: queryProblems.onlyOfWrite };

/** Tells the object that `qs` makes of a list beyond the limit of arrays. */
const isLongList = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length > MOST_VALUES;

/** Rounds the side of a window to the milliseconds of the rows, so that the same rows are inside. */
const millisecond = (side: WindowSide, instant: number): string =>
  side === 'gt' || side === 'lte' ? floorInstant(instant) : ceilInstant(instant);
