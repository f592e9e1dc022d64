import { archivableOf } from '../../stamps.ts';
import type { ModelView } from './schema.ts';
import type { models } from './table.ts';

type Model = typeof models.$inferSelect;

export type ModelRow = Model & {
  referenced: Pick<Model, 'id' | 'status' | 'name' | 'slug' | 'model' | 'provider_deployment_id'> | null;
};

export const presentModel = (row: ModelRow): ModelView => ({
  object: 'model',
  id: row.id,
  status: row.status,
  name: row.name,
  slug: row.slug,
  description: row.description,
  provider_id: row.provider_id,
  provider_deployment_id: row.provider_deployment_id,
  model: row.model,
  references_id: row.references_id,
  referenced_model: row.referenced && { object: 'model#preview', ...row.referenced },
  chat: row.chat,
  web: row.web,
  generate_image: row.generate_image,
  attachments: row.attachments,
  create_embeddings: row.create_embeddings,
  tier: row.tier,
  pricing_tier: row.pricing_tier,
  context_window: row.context_window,
  max_output_tokens: row.max_output_tokens,
  prompt_ppm: row.prompt_ppm,
  completion_ppm: row.completion_ppm,
  cache_read_ppm: row.cache_read_ppm,
  cache_write_short_ppm: row.cache_write_short_ppm,
  cache_write_long_ppm: row.cache_write_long_ppm,
  score: row.score,
  moderated: row.moderated,
  internal: row.internal,
  deprecated_at: row.deprecated_at,
  instructions: row.instructions,
  options: row.options,
  reference_count: row.reference_count,
  ...archivableOf(row),
});
