import { idText, instant, stamps } from '@berth/db';
import type { Entity } from '@berth/resource';
import { boolean, foreignKey, index, pgTable, text } from 'drizzle-orm/pg-core';
import { instances } from '../instance/table.ts';

/** Bearer tokens. Only their SHA-256 is stored: they carry 256 random bits, so no salt or stretching is needed. */
export const apiKeys = pgTable(
  'api_keys',
  {
    id: idText().primaryKey(),
    instance_id: idText().notNull(),
    type: text().$type<'secret' | 'publishable'>().notNull(),
    status: text().$type<'active' | 'revoked'>().notNull().default('active'),
    name: text().notNull(),
    /** Scopes and roles as they were granted. */
    scopes: text().array().notNull(),
    bootstrap: boolean().notNull().default(false),
    token_hash: text().notNull().unique(),
    token_hint: text().notNull(),
    ...stamps(),
    revoked_at: instant(),
  },
  (table) => [
    foreignKey({
      name: 'api_keys_instance_fk',
      columns: [table.instance_id],
      foreignColumns: [instances.id],
    }),
    index('api_keys_instance').on(table.instance_id, table.id),
  ],
);

export const apiKeyEntity: Entity<typeof apiKeys> = {
  name: 'api_key',
  kind: 'apiKey',
  table: apiKeys,
  tenancy: { of: 'tenant', instanceId: apiKeys.instance_id },
};
