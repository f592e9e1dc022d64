import { archivable, stamps } from '@berth/db';
import { json, text } from 'drizzle-orm/pg-core';

/** What deployments, vaults and configs have in common. */
export const described = () => ({
  description: text(),
  metadata: json().$type<Record<string, unknown>>(),
  ...archivable(),
  ...stamps(),
});
