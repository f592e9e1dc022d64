import type { AuditRow } from './chain.ts';
import type { AuditEventView } from './schema.ts';

export const presentAuditEvent = (row: AuditRow): AuditEventView => ({
  object: 'audit_event',
  id: row.id,
  action: row.action,
  resource_type: row.resource_type,
  resource_id: row.resource_id,
  actor: { key_id: row.actor_id, ip: row.ip, user_agent: row.user_agent },
  request_id: row.request_id,
  reason: row.reason,
  before: row.before as Record<string, unknown> | null,
  after: row.after as Record<string, unknown> | null,
  lane: row.lane,
  sequence: row.sequence,
  proof: row.proof,
  previous_hash: row.previous_hash,
  hash: row.hash,
  created_at: row.created_at,
});
