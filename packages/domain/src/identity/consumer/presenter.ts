import { monogram } from '../../monogram.ts';
import { versionOf } from '../../stamps.ts';
import type { consumers } from '../tables/consumer.ts';
import type { ConsumerView } from './schema.ts';

export function presentConsumer(row: typeof consumers.$inferSelect): ConsumerView {
  return {
    object: 'consumer',
    id: row.id,
    name: row.name,
    email: row.email,
    image_url: monogram(row.name),
    ...versionOf(row),
  };
}
