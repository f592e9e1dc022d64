import { DomainError, decodeBoundCursor, isId, type PageRequest, type Position } from '@berth/kernel';
import type { ListRequest } from '@berth/resource';
import { badRequest } from './errors.ts';

const STATUSES = new Map([
  ['active', true],
  ['disabled', false],
]);
const SORTS = new Map([
  ['createdAt', 'created_at'],
  ['updatedAt', 'updated_at'],
  ['name', 'handle'],
] as const);
type Sort = 'created_at' | 'updated_at' | 'handle';

/** What a list is asked for, and everything that its cursors are bound to. */
export interface ConfigQuery {
  request: ListRequest & { page: PageRequest & { sort: Sort } };
  list: unknown;
}

/** @throws FlowkerError FLK-0304 or FLK-0310; DomainError `invalid_cursor`. */
export function readConfigQuery(query: URLSearchParams): ConfigQuery {
  const limit = readLimit(query.get('limit') || '10');
  const enabled = readStatus(query.get('status') ?? '');
  const provider = query.get('providerId') ?? '';
  const sort = SORTS.get((query.get('sortBy') ?? '') as 'name') ?? 'created_at';
  const order = readOrder(query.get('sortOrder') || 'DESC');
  const list = { enabled: enabled ?? null, provider, sort, order };
  const cursor = query.get('cursor') ?? '';
  return {
    list,
    request: {
      filters: {
        has_handle: true,
        ...(enabled === undefined ? {} : { enabled }),
        ...(provider === '' ? {} : { provider_id: [provider] }),
      },
      page: { limit, order, sort, position: cursor === '' ? null : readCursor(cursor, list, sort) },
    },
  };
}

function readLimit(text: string): number {
  const limit = /^[+-]?\d{1,9}$/.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= 100) return limit;
  const message = 'must be an integer between 1 and 100';
  throw badRequest('FLK-0304', `invalid limit parameter: ${message}`, { limit: message });
}

function readStatus(text: string): boolean | undefined {
  const enabled = STATUSES.get(text);
  if (enabled !== undefined || text === '') return enabled;
  const message = "must be 'active' or 'disabled'";
  throw badRequest('FLK-0304', `invalid status parameter: ${message}`, { status: message });
}

function readOrder(text: string): 'asc' | 'desc' {
  if (text === 'ASC') return 'asc';
  if (text === 'DESC') return 'desc';
  const message = "must be 'ASC' or 'DESC'";
  throw badRequest('FLK-0310', `invalid sortOrder parameter: ${message}`, { sortOrder: message });
}

function readCursor(text: string, list: unknown, sort: Sort): Position {
  const position = decodeBoundCursor(list, text);
  const fits = sort === 'handle' ? position?.at !== undefined : isInstant(position?.at ?? '');
  if (position && fits && isId('providerConfig', position.id)) return position;
  throw new DomainError('invalid_cursor', 'Invalid cursor');
}

const isInstant = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(text) && !Number.isNaN(Date.parse(text));
