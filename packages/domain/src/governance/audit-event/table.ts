import { idText, stamps } from '@berth/db';
import { tenantEntity } from '@berth/resource';
import { bigint, index, json, pgTable, primaryKey, smallint, text, unique } from 'drizzle-orm/pg-core';
import { linkToInstance, tenantKey, tenantRow } from '../tenant.ts';

/**
 * Audit events: who did what to which resource. Triggers refuse changes and deletions. Each event carries a proof under
 * a key that is not in the database, and the hash of the previous event in its lane.
 */
export const auditEvents = pgTable(
  'audit_events',
  {
    ...tenantKey(),
    lane: smallint().notNull(),
    /** Counts the events of the lane from 1, without a gap. */
    sequence: bigint({ mode: 'number' }).notNull(),
    action: text().notNull(),
    resource_type: text(),
    resource_id: idText(),
    actor_id: idText().notNull(),
    ip: text(),
    user_agent: text(),
    request_id: idText().notNull(),
    reason: text(),
    before: json().$type<object>(),
    after: json().$type<object>(),
    /** HMAC of the event under the instance's data key: `<key version>.<hex>`. */
    proof: text().notNull(),
    previous_hash: text().notNull(),
    hash: text().notNull(),
    ...stamps(),
  },
  (table) => [
    ...tenantRow(table),
    unique('audit_events_sequence').on(table.instance_id, table.lane, table.sequence),
    index('audit_events_action').on(table.instance_id, table.action, table.id),
    index('audit_events_resource').on(table.instance_id, table.resource_id, table.id),
    index('audit_events_resource_type').on(table.instance_id, table.resource_type, table.id),
    index('audit_events_by_actor').on(table.instance_id, table.actor_id, table.id),
  ],
);

/** The columns that may take megabytes in one event. */
export const LARGE = ['before', 'after'] as const;

/** The newest event of each lane. */
export const auditHeads = pgTable(
  'audit_heads',
  {
    instance_id: idText().notNull(),
    lane: smallint().notNull(),
    sequence: bigint({ mode: 'number' }).notNull(),
    previous_hash: text().notNull(),
    hash: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.instance_id, table.lane] }), linkToInstance(table)],
);

export const auditEventEntity = tenantEntity({ name: 'audit_event', kind: 'auditEvent', table: auditEvents });
