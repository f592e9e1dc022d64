import { created, defineResource, oneOf, operation, search, type Verb } from '@berth/resource';
import { publicKeys } from '../audit-key/index.ts';
import { Checkpoint, currentCheckpoint } from './checkpoint.ts';
import { withoutDigests } from './digests.ts';
import { auditEventExample } from './example.ts';
import { ExportQuery, exportEvents } from './export.ts';
import { presentAuditEvent } from './presenter.ts';
import { noteReading } from './reading.ts';
import { AuditEventView, PublicKeys } from './schema.ts';
import { auditEventEntity, auditEvents } from './table.ts';
import { Verification, VerificationLine, VerifyInput, verifyTrail } from './verify.ts';

export type { AuditRow } from './chain.ts';
export { auditTrail } from './trail.ts';
export { verifyUpTo } from './verify.ts';

const verbs: Verb[] = [
  operation({
    summary: 'Prove that the trail is whole',
    about:
      'Every hash and proof is made anew, and the first event at fault is named. With a checkpoint from earlier, a tail that was cut off is seen too. With `progress`, or when `application/x-ndjson` is accepted, it answers JSON lines.',
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
    summary: 'Export the trail as JSON lines',
    about: 'Oldest first, however many there are.',
    lines: 'always',
    path: 'export',
    audit: null,
    input: ExportQuery,
    view: AuditEventView,
    run: async (ctx, query) => exportEvents(ctx, query),
  }),
  operation({
    summary: 'Get a signed checkpoint of the trail',
    about:
      'Where each lane ends, signed with Ed25519. Keep it somewhere else: `verify` holds the trail against it.',
    errors: ['unavailable'],
    path: 'head',
    audit: null,
    view: Checkpoint,
    run: currentCheckpoint,
  }),
  operation({
    summary: 'List the public keys that checkpoints are signed with',
    about: 'A checkpoint names its key by `key_id`.',
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
    about: 'What was done, by whom and when, in a chain that shows when something was changed or cut out.',
    view: AuditEventView,
    present: presentAuditEvent,
    example: auditEventExample,
  },
  read: {
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
