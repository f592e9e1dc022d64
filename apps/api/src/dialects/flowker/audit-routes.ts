import type { KeyRoute } from '../../face/route.ts';
import { getAuditEvent, listAuditEvents, verifyAuditEvent } from './audit.ts';
import { AuditQueryInput } from './audit-query.ts';
import { AuditEventView, AuditPageView, VerificationView } from './audit-schema.ts';
import { type Code, outcomes } from './errors.ts';

const PATH = '/v1/audit-events';

const tag = 'Audit events';
const scopes = [['audit-events:read']];
const one = [...outcomes.store, 'FLK-0002', 'FLK-0600'] as const;

export const auditRoutes: readonly KeyRoute<Code>[] = [
  {
    id: 'auditEvents.list',
    tag,
    method: 'GET',
    path: PATH,
    summary: 'List audit events',
    description: 'Answers one page of the events of configurations, with the cursor of the next page.',
    scopes,
    query: AuditQueryInput,
    status: 200,
    view: AuditPageView,
    errors: [...outcomes.store, 'FLK-0002', 'FLK-0304', 'FLK-0305', 'FLK-0308'],
    run: listAuditEvents,
  },
  {
    id: 'auditEvents.get',
    tag,
    method: 'GET',
    path: `${PATH}/:id`,
    idFormat: 'uuid',
    summary: 'Get an audit event',
    description: 'Includes its hash and the hash of the previous event.',
    scopes,
    status: 200,
    view: AuditEventView,
    errors: one,
    run: getAuditEvent,
  },
  {
    id: 'auditEvents.verify',
    tag,
    method: 'GET',
    path: `${PATH}/:id/verify`,
    idFormat: 'uuid',
    summary: 'Verify an audit event',
    description: 'Recomputes every hash and proof up to the event.',
    scopes,
    status: 200,
    view: VerificationView,
    errors: one,
    run: verifyAuditEvent,
  },
];
