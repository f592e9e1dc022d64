import { idText } from '@berth/db';
import { sql } from 'drizzle-orm';
import { type AnyPgColumn, check } from 'drizzle-orm/pg-core';

/** The owner of a catalogue row is an instance, or this. */
export const PUBLIC = 'public';

/** The owner of the provider that a tenant row is about; beside each reference into the catalogue. */
export const providerOwner = () => idText().notNull();

/** Only public rows and the instance's own can be referred to; the foreign key does the rest. */
export const ownerIsVisible = (
  name: string,
  table: { instance_id: AnyPgColumn; provider_owner: AnyPgColumn },
) => check(name, sql`${table.provider_owner} in (${table.instance_id}, 'public')`);
