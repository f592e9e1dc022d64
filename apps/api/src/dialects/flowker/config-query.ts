import {
  decodeBoundCursor,
  isId,
  isStorableText,
  type PageRequest,
  type Position,
  readInstant,
} from '@berth/kernel';
import type { ListRequest } from '@berth/resource';
import { Type } from '@sinclair/typebox';
import { flowkerErrors } from './errors.ts';
import { badCursor, cursor, oneOf, pageSize } from './query-fields.ts';

const STATUSES = new Map([
  ['active', true],
  ['disabled', false],
]);
const SORTS = new Map([
  ['createdAt', 'created_at'],
  ['updatedAt', 'updated_at'],
  ['name', 'handle'],
] as const);
const DEFAULT = 10;
const MOST = 100;
type Sort = 'created_at' | 'updated_at' | 'handle';

/** The query of a list of configurations, as the document describes it. An unknown `sortBy` counts as the default. */
export const ConfigQueryInput = Type.Object({
  status: oneOf(STATUSES.keys(), 'Filter by status.'),
  providerId: Type.Optional(
    Type.String({ description: 'Filter by provider, named by its slug or its id on the root face.' }),
  ),
  limit: pageSize(DEFAULT, MOST),
  cursor,
  sortBy: oneOf(SORTS.keys(), 'The member that orders the list.', 'createdAt'),
  sortOrder: oneOf(['ASC', 'DESC'], 'The direction of the order.', 'DESC'),
});

/** A list request, and everything that its cursors are bound to. */
export interface ConfigQuery {
  request: ListRequest & { page: PageRequest & { sort: Sort } };
  list: unknown;
}

/**
 * Reads the query of a list of configurations. @throws FlowkerError FLK-0304 or FLK-0310.
 */
export function readConfigQuery(query: URLSearchParams): ConfigQuery {
  const limit = readLimit(query.get('limit') || String(DEFAULT));
  const enabled = readStatus(query.get('status') ?? '');
  const provider = readProvider(query.get('providerId') ?? '');
  const sort = SORTS.get((query.get('sortBy') ?? '') as 'name') ?? 'created_at';
  const order = readOrder(query.get('sortOrder') || 'DESC');
  const list = { enabled: enabled ?? null, provider, sort, order };
  const after = query.get('cursor') ?? '';
  return {
    list,
    request: {
      filters: {
        has_handle: true,
        ...(enabled === undefined ? {} : { enabled }),
        ...(provider === '' ? {} : { provider_id: [provider] }),
      },
      page: { limit, order, sort, position: after === '' ? null : readCursor(after, list, sort) },
    },
  };
}

function readLimit(text: string): number {
  const limit = /^[+-]?\d{1,9}$/.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= MOST) return limit;
  throw refused('limit', `must be an integer between 1 and ${MOST}`);
}

function readStatus(text: string): boolean | undefined {
  const enabled = STATUSES.get(text);
  if (enabled !== undefined || text === '') return enabled;
  throw refused('status', "must be 'active' or 'disabled'");
}

function readProvider(text: string): string {
  if (isStorableText(text)) return text;
  throw refused('providerId', 'must not hold NUL');
}

function readOrder(text: string): 'asc' | 'desc' {
  if (text === 'ASC') return 'asc';
  if (text === 'DESC') return 'desc';
  const problem = "must be 'ASC' or 'DESC'";
  throw flowkerErrors.order({ name: 'sortOrder', problem }, { sortOrder: problem });
}

function readCursor(text: string, list: unknown, sort: Sort): Position {
  const position = decodeBoundCursor(list, text);
  const fits = sort === 'handle' ? position?.at !== undefined : isInstant(position?.at ?? '');
  if (position && fits && isId('providerConfig', position.id)) return position;
  throw badCursor();
}

const refused = (name: string, problem: string) =>
  flowkerErrors.parameter({ name, problem }, { [name]: problem });

const isInstant = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(text) && readInstant(text) !== null;
