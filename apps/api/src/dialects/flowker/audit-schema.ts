import { Type } from '@sinclair/typebox';
import { vocabulary } from './audit-words.ts';

const uuid = Type.String({ format: 'uuid' });
const hash = Type.String({ pattern: '^[0-9a-f]{64}$' });
const oneOf = (words: readonly string[]) => Type.Union(words.map((word) => Type.Literal(word)));

export const AuditEventView = Type.Object(
  {
    eventId: uuid,
    eventType: oneOf(vocabulary.eventType),
    action: oneOf(vocabulary.action),
    result: oneOf(vocabulary.result),
    resourceId: uuid,
    resourceType: Type.Literal('provider_config'),
    actor: Type.Object({
      type: Type.Literal('api_key'),
      id: Type.String(),
      ipAddress: Type.String({ description: '`0.0.0.0` when the address is unknown.' }),
    }),
    context: Type.Object({ requestId: Type.String() }),
    metadata: Type.Record(Type.String(), Type.String()),
    timestamp: Type.String({ format: 'date-time' }),
    hash,
    previousHash: Type.Optional(hash),
  },
  { $id: 'AuditEvent' },
);

export const AuditPageView = Type.Object(
  {
    items: Type.Array(AuditEventView),
    nextCursor: Type.String({ description: 'Empty on the last page.' }),
    hasMore: Type.Boolean(),
  },
  { $id: 'AuditEventPage' },
);

export const VerificationView = Type.Object(
  {
    isValid: Type.Boolean(),
    firstInvalidId: Type.Optional(uuid),
    totalChecked: Type.Integer(),
    message: Type.String(),
  },
  { $id: 'Verification' },
);
