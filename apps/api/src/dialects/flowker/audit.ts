import { type AuditRow, auditEvent, type ConfigNames, configNames, verifyUpTo } from '@berth/domain';
import { encodeBoundCursor } from '@berth/kernel';
import { type Context, get, list } from '@berth/resource';
import type { Static } from '@sinclair/typebox';
import type { RouteRequest } from '../../face/route.ts';
import { AuditQueryInput, readAuditQuery } from './audit-query.ts';
import type { AuditEventView, AuditPageView, VerificationView } from './audit-schema.ts';
import { type Words, words } from './audit-words.ts';
import { absent, flowkerErrors } from './errors.ts';
import { readUuid, showUuid } from './ids.ts';
import { readQuery } from './query-fields.ts';

type Event = Static<typeof AuditEventView>;
type Page = Static<typeof AuditPageView>;
type Verification = Static<typeof VerificationView>;

export async function listAuditEvents({ ctx, c }: RouteRequest): Promise<Page> {
  const { request, list: bound } = readAuditQuery(readQuery(c, AuditQueryInput));
  const page = await list(ctx, auditEvent, request);
  const last = page.items.at(-1);
  return {
    items: await presentEvents(ctx, page.items),
    nextCursor: last && page.hasMoreAfter ? encodeBoundCursor(bound, { id: last.id }) : '',
    hasMore: page.hasMoreAfter,
  };
}

export async function getAuditEvent({ ctx, params }: RouteRequest) {
  const [event] = await presentEvents(ctx, [await findEvent(ctx, params)]);
  return event;
}

/** Verifies every event of the lane up to this one. */
export async function verifyAuditEvent({ ctx, params }: RouteRequest): Promise<Verification> {
  const { valid, checked, first_invalid } = await verifyUpTo(ctx, await findEvent(ctx, params));
  const first = first_invalid?.id ? showUuid(first_invalid.id) : undefined;
  return {
    isValid: valid,
    ...(first ? { firstInvalidId: first } : {}),
    totalChecked: checked,
    message: valid ? 'hash chain is valid' : `hash chain broken at id ${first ?? 'unknown'}`,
  };
}

async function findEvent(ctx: Context, { id = '' }: Record<string, string>): Promise<AuditRow> {
  const known = readUuid('auditEvent', id);
  if (!known) throw flowkerErrors.invalidId({ what: 'audit event' }, { id: 'must be a UUID' });
  const row = await get(ctx, auditEvent, known).catch(absent);
  if (row?.resource_type === 'provider.config' && words[row.action]) return row;
  throw flowkerErrors.eventNotFound();
}

async function presentEvents(ctx: Context, rows: readonly AuditRow[]): Promise<Event[]> {
  const names = await configNames(
    ctx,
    rows.flatMap(({ resource_id }) => resource_id ?? []),
  );
  return rows.map((row) => ({
    eventId: showUuid(row.id),
    ...wordsOf(row),
    resourceId: showUuid(row.resource_id ?? ''),
    resourceType: 'provider_config',
    actor: { type: 'api_key', id: row.actor_id, ipAddress: row.ip ?? '0.0.0.0' },
    context: { requestId: row.request_id },
    metadata: metadataOf(row, names.get(row.resource_id ?? '')),
    timestamp: row.created_at,
    hash: row.hash,
    ...(row.previous_hash === '' ? {} : { previousHash: row.previous_hash }),
  }));
}

function wordsOf({ action }: AuditRow): Words {
  const known = words[action];
  if (!known) throw new Error(`${action} has no word here`);
  return known;
}

/**
 * Makes the metadata of an event: the configuration's id, its name as the event gives it, or else the present one, and
 * its provider.
 */
function metadataOf(row: AuditRow, names: ConfigNames | undefined): Record<string, string> {
  const name = textIn(row.after, 'handle') ?? textIn(row.before, 'handle') ?? names?.handle ?? undefined;
  return {
    'provider_config.id': showUuid(row.resource_id ?? ''),
    ...(name === undefined ? {} : { 'provider_config.name': name }),
    ...(names === undefined ? {} : { 'provider_config.provider_id': names.provider }),
  };
}

function textIn(changes: object | null, name: string): string | undefined {
  const value = changes?.[name as keyof object] as unknown;
  return typeof value === 'string' ? value : undefined;
}
