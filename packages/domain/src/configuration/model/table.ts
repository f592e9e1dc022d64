import { archivable, idText, instant, stamps } from '@berth/db';
import { tenantEntity } from '@berth/resource';
import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  doublePrecision,
  index,
  integer,
  json,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { byUpdate, linkInInstance, tenantKey, tenantRow } from '../../governance/tenant.ts';
import { aboutProvider, rowAboutProvider } from '../tables/columns.ts';
import { deployments } from '../tables/deployment.ts';
import type { PricingTier, Tier } from './schema.ts';

/**
 * AI models of deployments. A canonical model names the provider's model. An alias refers to a canonical model and
 * copies the members that it takes from there, so that lists can be filtered by them.
 */
export const models = pgTable(
  'models',
  {
    ...tenantKey(),
    name: text().notNull(),
    slug: idText().notNull(),
    description: text(),
    ...aboutProvider(),
    provider_deployment_id: idText().notNull(),
    model: text().notNull(),
    /** The target model of an alias. */
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
    /** The number of registered holders. */
    reference_count: integer().notNull().default(0),
    ...archivable(),
    ...stamps(),
  },
  (table) => [
    ...tenantRow(table),
    byUpdate(table),
    ...rowAboutProvider(table),
    check('models_no_self_reference', sql`${table.references_id} is distinct from ${table.id}`),
    index('models_slugs').on(table.instance_id, table.slug, table.id),
    uniqueIndex('models_slug').on(table.instance_id, table.slug).where(sql`status = 'active'`),
    index('models_deployment').on(table.instance_id, table.provider_deployment_id, table.id),
    index('models_references').on(table.instance_id, table.references_id, table.id),
    linkInInstance(table, table.provider_deployment_id, deployments),
    linkInInstance(table, table.references_id, table),
  ],
);

/** Holders of models: names that mean something to the applications that register them. */
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
    linkInInstance(table, table.model_id, models),
  ],
);

export const modelEntity = tenantEntity({
  name: 'model',
  kind: 'model',
  table: models,
  ties: { providers: ['provider_id'], deployments: ['provider_deployment_id'] },
});
