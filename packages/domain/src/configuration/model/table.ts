import { archivable, idText, instant, stamps } from '@berth/db';
import type { Entity } from '@berth/resource';
import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  doublePrecision,
  foreignKey,
  index,
  integer,
  json,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { providers } from '../../catalog/provider/table.ts';
import { ownerIsVisible, providerOwner } from '../../columns.ts';
import { instances } from '../../governance/instance/table.ts';
import { deployments } from '../deployment/table.ts';
import type { PricingTier, Tier } from './schema.ts';

/**
 * AI models of deployments. A canonical one names the provider's model; an alias names a canonical one and has a copy
 * of what it takes from there, so that lists can be filtered by it.
 */
export const models = pgTable(
  'models',
  {
    instance_id: idText().notNull(),
    id: idText().notNull(),
    name: text().notNull(),
    slug: idText().notNull(),
    description: text(),
    provider_owner: providerOwner(),
    provider_id: idText().notNull(),
    provider_deployment_id: idText().notNull(),
    model: text().notNull(),
    /** The model that an alias stands for. */
    references_id: idText(),
    chat: boolean().notNull(),
    web: boolean().notNull(),
    generate_image: boolean().notNull(),
    attachments: boolean().notNull(),
    create_embeddings: boolean().notNull(),
    tier: text().$type<Tier>(),
    pricing_tier: text().$type<PricingTier>(),
    context_window: integer(),
    max_output_tokens: integer(),
    prompt_ppm: doublePrecision(),
    completion_ppm: doublePrecision(),
    cache_read_ppm: doublePrecision(),
    cache_write_short_ppm: doublePrecision(),
    cache_write_long_ppm: doublePrecision(),
    score: integer(),
    moderated: boolean().notNull(),
    internal: boolean().notNull(),
    deprecated_at: instant(),
    instructions: text(),
    options: json().$type<Record<string, unknown>>(),
    /** How many holders say that they use it. */
    reference_count: integer().notNull().default(0),
    ...archivable(),
    ...stamps(),
  },
  (table) => [
    primaryKey({ columns: [table.instance_id, table.id] }),
    ownerIsVisible('models_owner', table),
    check('models_no_self_reference', sql`${table.references_id} is distinct from ${table.id}`),
    uniqueIndex('models_slug').on(table.instance_id, table.slug).where(sql`status = 'active'`),
    index('models_provider').on(table.instance_id, table.provider_id, table.id),
    index('models_deployment').on(table.instance_id, table.provider_deployment_id, table.id),
    index('models_references').on(table.instance_id, table.references_id, table.id),
    foreignKey({
      name: 'models_instance_fk',
      columns: [table.instance_id],
      foreignColumns: [instances.id],
    }),
    foreignKey({
      name: 'models_provider_fk',
      columns: [table.provider_owner, table.provider_id],
      foreignColumns: [providers.owner_id, providers.id],
    }),
    foreignKey({
      name: 'models_deployment_fk',
      columns: [table.instance_id, table.provider_deployment_id],
      foreignColumns: [deployments.instance_id, deployments.id],
    }),
    foreignKey({
      name: 'models_references_fk',
      columns: [table.instance_id, table.references_id],
      foreignColumns: [table.instance_id, table.id],
    }),
  ],
);

/** Who says that they use a model: a name that means something to the application that gives it. */
export const modelReferences = pgTable(
  'model_references',
  {
    instance_id: idText().notNull(),
    model_id: idText().notNull(),
    holder: idText().notNull(),
    created_by: idText().notNull(),
    created_at: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.instance_id, table.model_id, table.holder] }),
    foreignKey({
      name: 'model_references_model_fk',
      columns: [table.instance_id, table.model_id],
      foreignColumns: [models.instance_id, models.id],
    }),
  ],
);

export const modelEntity: Entity<typeof models> = {
  name: 'model',
  kind: 'model',
  table: models,
  tenancy: { of: 'tenant', instanceId: models.instance_id },
};
