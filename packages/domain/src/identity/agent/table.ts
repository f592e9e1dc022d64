import { idText } from '@berth/db';
import { tenantEntity } from '@berth/resource';
import { pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { byUpdate, linkInInstance, tenantKey, tenantRow } from '../../governance/tenant.ts';
import { actors } from '../tables/actor.ts';
import { described } from '../tables/columns.ts';

/** Agents. Each mirrors an actor of type `agent`, and its id has the same UUID as that of the actor. */
export const agents = pgTable(
  'agents',
  {
    ...tenantKey(),
    actor_id: idText().notNull(),
    name: text().notNull(),
    slug: idText().notNull(),
    ...described(),
  },
  (table) => [
    ...tenantRow(table),
    byUpdate(table),
    uniqueIndex('agents_slug').on(table.instance_id, table.slug),
    uniqueIndex('agents_actor').on(table.instance_id, table.actor_id),
    linkInInstance(table, table.actor_id, actors),
  ],
);

export const agentEntity = tenantEntity({ name: 'agent', kind: 'agent', table: agents });
