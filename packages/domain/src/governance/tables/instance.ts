import { archivable, idText, instant, stamps } from '@berth/db';
import type { Entity } from '@berth/resource';
import { boolean, integer, json, pgTable, text } from 'drizzle-orm/pg-core';

/** The settings of the pages of setup sessions. */
export interface SetupPage {
  title: string | null;
  color: string | null;
  allowed_redirects: string[];
  allowed_origins: string[];
}

export const instances = pgTable('instances', {
  id: idText().primaryKey(),
  organization_id: idText().notNull(),
  slug: text().notNull().unique(),
  name: text().notNull(),
  type: text().$type<'development' | 'production'>().notNull(),
  /** Requires every change to name the version that it is meant for. */
  requires_preconditions: boolean().notNull().default(false),
  /** The most days that a secret should be in use; null for any number. */
  secret_max_age_days: integer(),
  /** Null has the default of each setting. */
  setup_page: json().$type<SetupPage>(),
  /** Versions of public providers with a greater id need an approval; null when none does. */
  approves_public_after: idText(),
  /** Versions with a greater id and tools that are new to their provider need an approval; null when none does. */
  approves_tools_after: idText(),
  /** The times at which the erasure of an archived instance was asked for, and done. */
  erase_requested_at: instant(),
  erased_at: instant(),
  ...archivable(),
  ...stamps(),
});

export const instanceEntity: Entity<typeof instances> = {
  name: 'organization.instance',
  kind: 'instance',
  table: instances,
  tenancy: { of: 'global' },
};
