import { idText, instant, link, stamps } from '@berth/db';
import { type Reach, tenantEntity } from '@berth/resource';
import { boolean, index, json, pgTable, text } from 'drizzle-orm/pg-core';
import { byUpdate, linkToInstance } from '../tenant.ts';

/**
 * API keys. Only the SHA-256 of a token is stored: tokens carry 256 random bits, so no salt or stretching is needed.
 */
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
    /** The rows that the key is limited to; null for all of the instance. */
    reach: json().$type<Reach>(),
    bootstrap: boolean().notNull().default(false),
    /** The hash of the newest secret. */
    token_hash: text().notNull().unique(),
    token_hint: text().notNull(),
    /** The time at which the key expires, with all of its secrets. */
    expires_at: instant(),
    /** The addresses and CIDR blocks that may use the key; null for any. */
    allowed_ips: text().array(),
    /** Written periodically, so it is not exact; it does not count as a change of the key. */
    last_used_at: instant(),
    last_used_ip: text(),
    rotated_at: instant(),
    ...stamps(),
    revoked_at: instant(),
  },
  (table) => [
    linkToInstance(table),
    byUpdate(table),
    index('api_keys_instance').on(table.instance_id, table.id),
  ],
);

/** Secrets from before a rotation that still work. */
export const oldSecrets = pgTable(
  'api_key_old_secrets',
  {
    token_hash: text().primaryKey(),
    api_key_id: idText().notNull(),
    token_hint: text().notNull(),
    expires_at: instant().notNull(),
  },
  (table) => [
    link([table.api_key_id], [apiKeys.id]),
    index('api_key_old_secrets_key').on(table.api_key_id, table.expires_at),
  ],
);

export type ApiKeyRow = typeof apiKeys.$inferSelect;

export const apiKeyEntity = tenantEntity({ name: 'api_key', kind: 'apiKey', table: apiKeys });
