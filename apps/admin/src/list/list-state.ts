import type { ResourceDescription } from '@berth/client/resources';
import { firstOf, type Search } from '../app/search.ts';

export type Order = 'asc' | 'desc';

/** The state of a list. The search of the URL holds all of it, so a reload and a copied link show the same page. */
export interface ListState {
  /** The text that is searched for. */
  search: string;
  order: Order;
  /** The rows of a page. */
  limit: number;
  /** The id of the row before the page, or of the row behind it; both null for the first page. */
  after: string | null;
  before: string | null;
  /** The names of the shown columns; null for the usual ones. */
  columns: readonly string[] | null;
  /** The values of each filter by its parameter: `status`, or `created_at[gte]` for an end of a window. */
  filters: Readonly<Record<string, readonly string[]>>;
}

export const pageSizes = [20, 50, 100] as const;
const ORDER: Order = 'desc';
const ENDS = ['gt', 'gte', 'lt', 'lte'];

/** Lists the parameters that the filters of a resource have in the URL. */
export const parametersOf = ({ filters }: Pick<ResourceDescription, 'filters'>): string[] =>
  filters.flatMap(({ name, kind }) => (kind === 'window' ? ENDS.map((end) => `${name}[${end}]`) : [name]));

/** Reads the state from the search of a URL. Other parameters are left out: a link may be older. */
export function readState(resource: Pick<ResourceDescription, 'filters'>, search: Search): ListState {
  const limit = Number(firstOf(search.limit));
  const filters = parametersOf(resource).flatMap((name): [string, string[]][] => {
    const values = [search[name] ?? []].flat().filter((value) => value !== '');
    return values.length > 0 ? [[name, values]] : [];
  });
  const columns = firstOf(search.columns);
  return {
    search: firstOf(search.search),
    order: firstOf(search.order) === 'asc' ? 'asc' : ORDER,
    limit: pageSizes.find((size) => size === limit) ?? pageSizes[0],
    after: firstOf(search.after) || null,
    before: firstOf(search.after) ? null : firstOf(search.before) || null,
    columns: columns === '' ? null : columns.split(','),
    filters: Object.fromEntries(filters),
  };
}

/** Writes a state as the search of a URL. Usual values are left out. */
export const writeState = (state: ListState): Record<string, string | string[]> => ({
  ...(state.search ? { search: state.search } : {}),
  ...Object.fromEntries(Object.entries(state.filters).map(([name, values]) => [name, plain(values)])),
  ...(state.order === ORDER ? {} : { order: state.order }),
  ...(state.limit === pageSizes[0] ? {} : { limit: String(state.limit) }),
  ...(state.columns ? { columns: state.columns.join(',') } : {}),
  ...(state.after ? { after: state.after } : state.before ? { before: state.before } : {}),
});

const plain = (values: readonly string[]): string | string[] =>
  values.length === 1 ? (values[0] ?? '') : [...values];

/** Makes the changed state. Other rows and another order are shown from their first page. */
export function changed(state: ListState, change: Partial<ListState>): ListState {
  const keepsPage = Object.keys(change).every(
    (name) => name === 'columns' || name === 'after' || name === 'before',
  );
  return { ...state, ...(keepsPage ? {} : { after: null, before: null }), ...change };
}

/** Makes the options of the list operation. */
export function optionsOf(
  resource: Pick<ResourceDescription, 'filters'>,
  state: ListState,
): Record<string, unknown> {
  const filters = resource.filters.flatMap(({ name, kind, many }): [string, unknown][] => {
    if (kind === 'window') {
      const ends = ENDS.flatMap((end): [string, string][] => {
        const [value] = state.filters[`${name}[${end}]`] ?? [];
        return value === undefined ? [] : [[end, value]];
      });
      return ends.length > 0 ? [[name, Object.fromEntries(ends)]] : [];
    }
    const values = state.filters[name];
    return values ? [[name, many ? [...values] : values[0]]] : [];
  });
  const position = state.after ? { after: state.after } : state.before ? { before: state.before } : {};
  return {
    limit: state.limit,
    order: state.order,
    ...(state.search ? { search: state.search } : {}),
    ...Object.fromEntries(filters),
    ...position,
  };
}
