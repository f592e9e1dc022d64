import { archivable, stamps } from '@berth/db';
import { json, text } from 'drizzle-orm/pg-core';

/** The columns that actors, agents, identities and delegation configs share. */
export const described = () => ({
  description: text(),
  metadata: json().$type<Record<string, unknown>>(),
  ...archivable(),
  ...stamps(),
});
