import { idText, instant, stamps } from '@berth/db';
import { tenantEntity } from '@berth/resource';
import { boolean, index, integer, json, pgTable, text } from 'drizzle-orm/pg-core';
import { byUpdate, linkInInstance, tenantKey, tenantRow } from '../../governance/tenant.ts';
import { actors } from '../tables/actor.ts';
import { delegationConfigs } from '../tables/delegation-config.ts';
import { identities } from '../tables/identity.ts';
import type { Attestation, DeniedReason, Status } from './words.ts';

/** Narrows a delegation for one credential of the identity. */
export interface Override {
  id: string;
  credential_id: string;
  may_call: boolean;
  may_read: boolean;
  expires_at: string | null;
  created_at: string;
}

export const delegations = pgTable(
  'identity_delegations',
  {
    ...tenantKey(),
    identity_id: idText().notNull(),
    owner_actor_id: idText().notNull(),
    delegator_actor_id: idText().notNull(),
    delegatee_actor_id: idText().notNull(),
    /** The delegation that the delegator passes on; null when the owner delegates. */
    parent_id: idText(),
    /** 1 for a delegation by the owner, and one more for each time that it is passed on. */
    delegation_level: integer().notNull(),
    may_call: boolean().notNull(),
    may_read: boolean().notNull(),
    /** Without `expired`, which follows from the times. */
    status: text().$type<Status>().notNull(),
    denied_reason: text().$type<DeniedReason>(),
    attestation: text().$type<Attestation>(),
    attested_at: instant(),
    /** The end of the time for consent; null when none was asked for. */
    request_expires_at: instant(),
    delegation_config_id: idText(),
    overrides: json().$type<Override[]>().notNull(),
    note: text(),
    metadata: json().$type<Record<string, unknown>>(),
    expires_at: instant(),
    revoked_at: instant(),
    ...stamps(),
  },
  (table) => [
    ...tenantRow(table),
    byUpdate(table),
    index('identity_delegations_identity').on(table.instance_id, table.identity_id, table.id),
    index('identity_delegations_owner').on(table.instance_id, table.owner_actor_id, table.id),
    index('identity_delegations_delegator').on(table.instance_id, table.delegator_actor_id, table.id),
    index('identity_delegations_delegatee').on(table.instance_id, table.delegatee_actor_id, table.id),
    index('identity_delegations_parent').on(table.instance_id, table.parent_id, table.id),
    index('identity_delegations_config').on(table.instance_id, table.delegation_config_id, table.id),
    linkInInstance(table, table.identity_id, identities),
    linkInInstance(table, table.owner_actor_id, actors),
    linkInInstance(table, table.delegator_actor_id, actors),
    linkInInstance(table, table.delegatee_actor_id, actors),
    linkInInstance(table, table.parent_id, table),
    linkInInstance(table, table.delegation_config_id, delegationConfigs),
  ],
);

export const delegationEntity = tenantEntity({
  name: 'identity.delegation',
  kind: 'delegation',
  table: delegations,
});

export type DelegationRow = typeof delegations.$inferSelect;
