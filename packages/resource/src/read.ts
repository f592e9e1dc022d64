import { invalidData, type Page, type PageRequest } from '@berth/kernel';
import { type Context, onPrimary, requireScope } from './context.ts';
import type { Resource, TypedResource } from './define.ts';
import { missing, resourceProblems } from './errors.ts';
import type { Applied, Filter, FilterValue, Joint } from './filters.ts';
import { type Offset, selectOffset, selectPage } from './select.ts';
import { selectByIds, selectOne } from './select-one.ts';

export interface ListRequest {
  filters: Record<string, FilterValue>;
  page: PageRequest;
}

/**
 * Returns one page of a resource, ordered by id unless the page names one of its sorts.
 * @throws DomainError `forbidden`; `invalid_data` when a required filter is missing.
 */
export async function list<Row>(
  asked: Context,
  resource: TypedResource<Row>,
  { filters, page }: ListRequest,
): Promise<Page<Row>> {
  const ctx = await begin(asked, resource);
  const slice = await selectPage(ctx, resource, await apply(ctx, resource, filters), page);
  const backwards = page.position?.side === 'before';
  const items = await attach<Row>(ctx, resource, backwards ? slice.rows.reverse() : slice.rows);
  return {
    items,
    hasMoreBefore: backwards ? slice.more : slice.behind,
    hasMoreAfter: backwards ? slice.behind : slice.more,
  };
}

/**
 * Returns a part of a list by offset, and the length of the list.
 * @throws DomainError `forbidden`; `invalid_data` when a required filter is missing.
 */
export async function listByOffset<Row>(
  asked: Context,
  resource: TypedResource<Row>,
  filters: Record<string, FilterValue>,
  offset: Offset,
): Promise<{ items: Row[]; total: number }> {
  const ctx = await begin(asked, resource);
  const { rows, total } = await selectOffset(ctx, resource, await apply(ctx, resource, filters), offset);
  return { items: await attach<Row>(ctx, resource, rows), total };
}

/** Reads one row by id for a caller. @throws DomainError `forbidden`, `not_found`. */
export async function get<Row>(ctx: Context, resource: TypedResource<Row>, id: string): Promise<Row> {
  return load(await begin(ctx, resource), resource, id);
}

/** Begins a read: a read that is noted writes, so the primary answers it. @throws DomainError `forbidden`. */
async function begin(asked: Context, { wire, read }: Resource): Promise<Context> {
  requireScope(asked, `${wire.path}:read`);
  if (!read.note) return asked;
  const ctx = onPrimary(asked);
  await read.note(ctx);
  return ctx;
}

/** Reads one row by id for another verb, without checking scopes. @throws DomainError `not_found`. */
export const load = async <Row>(ctx: Context, resource: TypedResource<Row>, id: string): Promise<Row> =>
  withheld(ctx, resource, (await loadWhole(ctx, resource, id)) as object) as Row;

/** Leaves out of a row, or of its view, what the key may not see. */
export const withheld = <Seen extends object>(ctx: Context, { read }: Resource, seen: Seen): Seen =>
  read.withhold ? read.withhold(ctx, seen) : seen;

async function loadWhole<Row>(ctx: Context, resource: TypedResource<Row>, id: string): Promise<Row> {
  const row = await selectOne(ctx, resource, await identify(ctx, resource, id));
  if (row === null) throw missing(ctx, resource.entity, id);
  const [attached] = await attach<Row>(ctx, resource, [row]);
  return attached as Row;
}

/** Resolves an id or an alias to the id. The row itself is not read. */
export const identify = async (ctx: Context, { read }: Resource, text: string): Promise<string> =>
  read.identify ? read.identify(ctx, text) : text;

/** Presents a row as its view on the root face. */
export function present(resource: Resource, row: unknown): unknown {
  return (resource.wire.present as (row: unknown) => unknown)(row);
}

/**
 * Reads rows by id as a list reads them, in no order. Rows that are missing or not visible to the caller are left out.
 */
export async function loadAll<Row>(
  ctx: Context,
  resource: TypedResource<Row>,
  ids: string[],
): Promise<Row[]> {
  return attach(ctx, resource, await selectByIds(ctx, resource, ids));
}

async function attach<Row>(ctx: Context, resource: Resource, rows: unknown[]): Promise<Row[]> {
  if (rows.length === 0) return [];
  return (await resource.read.attach(ctx, rows as never[])) as Row[];
}

/** Applies the filters in the order of the definition, so that the same filters make one statement in any order. */
async function apply(
  ctx: Context,
  resource: Resource,
  values: Record<string, FilterValue>,
): Promise<Applied[]> {
  const { filters } = resource.read;
  const known: Record<string, FilterValue> = {};
  for (const [name, filter] of Object.entries(filters)) {
    const value = values[name] ?? filter.byDefault;
    if (value !== undefined) {
      known[name] = filter.identify ? await filter.identify(ctx, value as string[]) : value;
    } else if (filter.required) {
      throw invalidData([resourceProblems.filterNeeded([name])], 'query');
    }
  }
  const applied: Applied[] = [];
  const parts = new Map<Joint['find'], Record<string, never[]>>();
  for (const [name, value] of Object.entries(known)) {
    const filter = filters[name] as Filter;
    const { joint } = filter;
    if (joint) {
      const others = parts.get(joint.find) ?? {};
      parts.set(joint.find, { ...others, [name]: await joint.part(ctx, value as string[]) });
    } else applied.push(filter.apply(name, value));
  }
  for (const [find, byName] of parts) {
    const [name = ''] = Object.keys(byName);
    applied.push((filters[name] as Filter).apply(name, await find(ctx, byName, known)));
  }
  return applied;
}

/** Makes the whole view of a row that was not read, with what `attach` adds. */
export async function showMade(ctx: Context, resource: Resource, row: object): Promise<object> {
  const [attached] = await attach(ctx, resource, [row]);
  return present(resource, attached) as object;
}

/** Reads one row by id as its whole view, for the audit trail. An answer shows it `withheld`. */
export const showWhole = async (ctx: Context, resource: Resource, id: string): Promise<object> =>
  present(resource, await loadWhole(ctx, resource, id)) as object;
