import { bytes, idText, instant, link, stamps } from '@berth/db';
import type { Pointer } from '@berth/json-schema';
import { tenantEntity } from '@berth/resource';
import { and, eq, sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  boolean,
  check,
  index,
  integer,
  json,
  pgTable,
  primaryKey,
  unique,
} from 'drizzle-orm/pg-core';
import { linkToOwned, ownerIsVisible, providerOwner } from '../../catalog/tables/owned.ts';
import { specifications } from '../../catalog/tables/specification.ts';
import { dataKeys } from '../../governance/data-key/table.ts';
import { byUpdate, linkInInstance, tenantKey } from '../../governance/tenant.ts';

/** The reasons for which a leaf has no digest, or shows none. A stored leaf has the first two only. */
export const digestReasons = ['too_short', 'not_set', 'not_permitted', 'dry_run'] as const;
export type DigestReason = (typeof digestReasons)[number];

/** The state of one leaf of a value, without its content. An array is one leaf, because it is changed as a whole. */
export interface LeafState {
  path: Pointer;
  secret: boolean;
  /** False for a secret that the schema describes and the value lacks. */
  set: boolean;
  /** The revision that set the current content of the leaf. */
  revision: number | null;
  changed_at: string | null;
  changed_by: string | null;
  digest: string | null;
  /** The reason for a missing digest. Revisions of 0.2.0 lack the member. */
  digest_reason?: DigestReason | null;
}

/**
 * The value revisions of configs, vaults, auth configs and auth credentials: number, specification, ciphertext and the
 * states of the leaves. The owner's `revision` names the current one, and its foreign key guarantees that it exists. A
 * destroyed revision has neither ciphertext nor states.
 */
export const valueRevisions = pgTable(
  'value_revisions',
  {
    ...tenantKey(),
    owner_id: idText().notNull(),
    revision: integer().notNull(),
    provider_owner: providerOwner(),
    specification_id: idText().notNull(),
    data_key_id: idText().notNull(),
    ciphertext: bytes(),
    value_state: json().$type<LeafState[]>(),
    /**
     * False for a revision that a process of 0.2.0 stores during an upgrade: it does not tell the owner's
     * `oldest_secret_at`. Null for a revision from before the upgrade.
     */
    is_aged: boolean().default(false),
    created_by: idText().notNull(),
    destroyed_at: instant(),
    ...stamps(),
  },
  (table) => [
    ownerIsVisible(table),
    primaryKey({ columns: [table.instance_id, table.id] }),
    byUpdate(table),
    index('value_revisions_destroyed').on(table.instance_id, table.id).where(sql`destroyed_at is not null`),
    index('value_revisions_unaged').on(table.instance_id, table.id).where(sql`not is_aged`),
    unique('value_revisions_revision').on(table.instance_id, table.owner_id, table.revision),
    index('value_revisions_of_owner').on(table.instance_id, table.owner_id, table.id),
    index('value_revisions_specification').on(table.instance_id, table.specification_id, table.id),
    index('value_revisions_created_by').on(table.instance_id, table.created_by, table.id),
    index('value_revisions_data_key')
      .on(table.instance_id, table.data_key_id)
      .where(sql`ciphertext is not null`),
    index('value_revisions_kept')
      .on(table.instance_id, table.owner_id, table.revision)
      .where(sql`ciphertext is not null`),
    check(
      'value_revisions_destroyed',
      sql`(${table.ciphertext} is null) = (${table.destroyed_at} is not null) and (${table.value_state} is null) = (${table.destroyed_at} is not null)`,
    ),
    linkToOwned(table.provider_owner, table.specification_id, specifications),
    linkInInstance(table, table.data_key_id, dataKeys),
  ],
);

/** A foreign key to a revision of the owner's value. */
export const linkToRevision = (
  table: { instance_id: AnyPgColumn },
  owner: AnyPgColumn,
  revision: AnyPgColumn,
) =>
  link(
    [table.instance_id, owner, revision],
    [valueRevisions.instance_id, valueRevisions.owner_id, valueRevisions.revision],
  );

export const valueRevisionEntity = tenantEntity({
  name: 'value_revision',
  kind: 'valueRevision',
  table: valueRevisions,
  ties: {
    through: {
      column: 'owner_id',
      to: ['provider.config', 'provider.config_vault', 'provider.auth_config', 'provider.auth_credentials'],
      by: 'id',
    },
  },
});

/** The columns of a revision that its owner shows. */
export const revisionStateColumns = (table: typeof valueRevisions) => ({
  revision: table.revision,
  specification_id: table.specification_id,
  value_state: table.value_state,
});

type OwnerRow = Record<'instance_id' | 'id' | 'revision', AnyPgColumn>;

/** The condition that a revision is the current one of its owner. */
export const isCurrentRevision = (owner: OwnerRow, table = valueRevisions) =>
  and(
    eq(table.instance_id, owner.instance_id),
    eq(table.owner_id, owner.id),
    eq(table.revision, owner.revision),
  );

/** The join that reads the current revision of a row's value. */
export const currentRevision = (owner: OwnerRow, table = valueRevisions) => ({
  table,
  on: isCurrentRevision(owner, table),
  columns: revisionStateColumns(table),
});
