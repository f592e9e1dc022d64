import {
  ceilInstant,
  decodeBoundCursor,
  floorInstant,
  isId,
  type Position,
  readInstant,
  withPlus,
} from '@berth/kernel';
import type { DateWindow, ListRequest } from '@berth/resource';
import { Type } from '@sinclair/typebox';
import { vocabulary, words } from './audit-words.ts';
import { flowkerErrors } from './errors.ts';
import { readUuid } from './ids.ts';
import { badCursor, cursor, oneOf, pageSize } from './query-fields.ts';

const DEFAULT = 20;
const MOST = 100;
/** RFC 3339 without leap seconds. `readInstant` bounds the years. */
const INSTANT = String.raw`\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:[0-5]\d(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$`;
const isInstant = new RegExp(`^${INSTANT}`);
/** The times that lie within the years 1 to 9999 in UTC, whatever the time of the day. */
const DOCUMENTED = String.raw`^(?!0000|0001-01-01.*\+|9999-12-31.*-\d{2}:\d{2}$)${INSTANT}`;

const instant = (description: string) =>
  Type.Optional(Type.String({ format: 'date-time', pattern: DOCUMENTED, description }));

/**
 * The query of the audit trail, as the document describes it. A too small `limit` is the default, a too large one the
 * largest.
 */
export const AuditQueryInput = Type.Object({
  eventType: oneOf(vocabulary.eventType, 'Filter by event type.'),
  action: oneOf(vocabulary.action, 'Filter by action.'),
  result: oneOf(vocabulary.result, 'Filter by result.'),
  resourceType: oneOf(vocabulary.resourceType, 'Filter by resource type.'),
  resourceId: Type.Optional(Type.String({ format: 'uuid', description: 'Filter by configuration.' })),
  dateFrom: instant('Include events from this time on.'),
  dateTo: instant('Include events up to this time.'),
  limit: pageSize(DEFAULT, MOST),
  cursor,
  sortOrder: oneOf(['ASC', 'DESC'], 'The order: oldest first or newest first.', 'DESC'),
});

/** A list request, and everything that its cursors are bound to. */
export interface AuditQuery {
  request: ListRequest;
  list: unknown;
}

/**
 * Reads the query of the audit trail. @throws FlowkerError FLK-0002, FLK-0304, FLK-0305 or FLK-0308; DomainError
 * `invalid_cursor`.
 */
export function readAuditQuery(query: URLSearchParams): AuditQuery {
  const limit = readLimit(query.get('limit') ?? '');
  const actions = readActions(query);
  const resource = query.get('resourceId') || null;
  const resourceId = resource === null ? null : readUuid('providerConfig', resource);
  if (resource !== null && resourceId === null)
    throw flowkerErrors.invalidId({ what: 'resource' }, { resourceId: 'must be a UUID' });
  const window = readWindow(query);
  const order = query.get('sortOrder')?.toUpperCase() === 'ASC' ? ('asc' as const) : ('desc' as const);
  const filters = {
    resource_type: ['provider.config'],
    action: actions,
    ...(resourceId === null ? {} : { resource_id: [resourceId] }),
    ...(window === null ? {} : { created_at: window }),
  };
  const list = { filters, order };
  const after = query.get('cursor') ?? '';
  const position = after === '' ? null : readCursor(after, list);
  return { list, request: { filters, page: { limit, order, position } } };
}

function readLimit(text: string): number {
  if (text === '') return DEFAULT;
  if (!/^[+-]?\d{1,9}$/.test(text)) {
    throw flowkerErrors.auditLimit({ limit: 'must be an integer' });
  }
  const limit = Number(text);
  return limit < 1 ? DEFAULT : Math.min(limit, MOST);
}

/** Finds Berth's actions whose Flowker words fit the query. */
function readActions(query: URLSearchParams): string[] {
  const asked = Object.entries(vocabulary).map(
    ([name, known]) => [name, readWord(query, name, known)] as const,
  );
  const wanted = new Map(asked);
  if ((wanted.get('resourceType') ?? 'provider_config') !== 'provider_config') return [];
  return Object.entries(words)
    .filter(([, word]) =>
      (['eventType', 'action', 'result'] as const).every(
        (name) => (wanted.get(name) ?? word[name]) === word[name],
      ),
    )
    .map(([action]) => action);
}

function readWord(query: URLSearchParams, name: string, known: readonly string[]): string | null {
  const text = query.get(name) || null;
  if (text === null || known.includes(text)) return text;
  const problem = `must be one of ${known.join(', ')}`;
  throw flowkerErrors.parameter({ name, problem }, { [name]: problem });
}

/** Reads the window of time, both ends included. Events are kept to the millisecond. */
function readWindow(query: URLSearchParams): DateWindow | null {
  const from = readTime(query, 'dateFrom');
  const to = readTime(query, 'dateTo');
  if (from !== null && to !== null && from > to) {
    throw flowkerErrors.window({ dateFrom: 'must be before dateTo' });
  }
  if (from === null && to === null) return null;
  return {
    ...(from === null ? {} : { gte: ceilInstant(from) }),
    ...(to === null ? {} : { lte: floorInstant(to) }),
  };
}

/** Reads a time in milliseconds with their fraction; null when it is absent. */
function readTime(query: URLSearchParams, name: string): number | null {
  const given = query.get(name) || null;
  if (given === null) return null;
  const text = withPlus(given);
  const instant = isInstant.test(text) ? readInstant(text) : null;
  if (instant !== null) return instant;
  throw flowkerErrors.instant({ name }, { [name]: 'must be RFC 3339, such as 2026-01-31T12:00:00Z' });
}

function readCursor(text: string, list: unknown): Position {
  const position = decodeBoundCursor(list, text);
  if (position && position.at === undefined && isId('auditEvent', position.id)) return position;
  throw badCursor();
}
