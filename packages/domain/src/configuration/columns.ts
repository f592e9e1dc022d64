import { instant } from '@berth/db';
import { json, text } from 'drizzle-orm/pg-core';
import { stamps } from '../columns.ts';

/** What deployments, vaults and configs have in common. */
export const described = () => ({
  status: text().$type<'active' | 'archived'>().notNull().default('active'),
  description: text(),
  metadata: json().$type<Record<string, unknown>>(),
  ...stamps(),
  archived_at: instant(),
});
