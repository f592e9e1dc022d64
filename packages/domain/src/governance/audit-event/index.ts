import { created, defineResource, oneOf, operation, search, type Verb } from '@berth/resource';
import { publicKeys } from '../audit-key/index.ts';
import { Checkpoint, currentCheckpoint } from './checkpoint.ts';
import { withoutDigests } from './digests.ts';
import { auditEventExample } from './example.ts';
import { ExportQuery, exportEvents } from './export.ts';
import { presentAuditEvent } from './presenter.ts';
import { noteReading } from './reading.ts';
import { AuditEventView, PublicKeys } from './schema.ts';
import { auditEventEntity, auditEvents, LARGE } from './table.ts';
import { Verification, VerificationLine, VerifyInput, verifyTrail } from './verify.ts';

export type { AuditRow } from './chain.ts';
export { countEvents } from './count.ts';
export { auditProblems } from './errors.ts';
export { auditHeadCount } from './heads.ts';
export { auditTrail } from './trail.ts';
export { verifyUpTo } from './verify.ts';

const verbs: Verb[] = [
  operation({
    summary: 'Verify the audit trail',
    about:
      'Recomputes every hash and proof and names the first invalid event. An earlier checkpoint also exposes a tail that was cut off. With `progress`, or when `application/x-ndjson` is accepted, the answer is JSON lines.',
    errors: ['unavailable'],
    lines: 'on_request',
    line: VerificationLine,
    path: 'verify',
    method: 'POST',
    audit: null,
    input: VerifyInput,
    view: Verification,
    run: verifyTrail,
  }),
  operation({
    summary: 'Export the audit trail as JSON lines',
    about: 'Streams all events, the oldest first.',
    errors: ['storage_full'],
    lines: 'always',
    path: 'export',
    audit: null,
    input: ExportQuery,
    view: AuditEventView,
    run: async (ctx, query) => exportEvents(ctx, query),
  }),
  operation({
    summary: 'Get a signed checkpoint of the audit trail',
    about:
      'Holds the last event of each lane, signed with Ed25519. Store it outside Berth and send it to `verify` later.',
    errors: ['unavailable'],
    path: 'head',
    audit: null,
    view: Checkpoint,
    run: currentCheckpoint,
  }),
  operation({
    summary: 'List the public keys of checkpoint signatures',
    about: 'A checkpoint names its key in `key_id`.',
    path: 'keys',
    audit: null,
    view: PublicKeys,
    run: async (ctx) => ({
      object: 'list',
      items: (await publicKeys(ctx)).map((key) => ({ object: 'audit_key', algorithm: 'Ed25519', ...key })),
    }),
  }),
];

export const auditEvent = defineResource({
  entity: auditEventEntity,
  wire: {
    path: 'audit-events',
    about:
      'A recorded write or reveal: who did what, to which row and when. Events form a hash chain that exposes changed and removed events.',
    view: AuditEventView,
    present: presentAuditEvent,
    example: auditEventExample,
  },
  read: {
    drifts: 'Reading is recorded.',
    large: LARGE,
    filters: {
      id: oneOf(auditEvents.id),
      actor_id: oneOf(auditEvents.actor_id),
      action: oneOf(auditEvents.action),
      resource_type: oneOf(auditEvents.resource_type),
      resource_id: oneOf(auditEvents.resource_id),
      search: search(auditEvents.action, auditEvents.reason, auditEvents.resource_id),
      created_at: created(auditEventEntity),
    },
    note: (ctx) => noteReading(ctx, 'audit-events.read'),
    attach: async (ctx, rows) => withoutDigests(ctx, rows),
  },
  verbs,
});
