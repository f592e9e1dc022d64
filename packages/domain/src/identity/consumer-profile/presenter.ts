import { monogram } from '../../monogram.ts';
import { versionOf } from '../../stamps.ts';
import type { ConsumerProfileView } from './schema.ts';
import type { consumerProfiles } from './table.ts';

export type ProfileRow = typeof consumerProfiles.$inferSelect & {
  /** Never null: the row is joined by a foreign key. */
  consumer: { name: string; email: string } | null;
};

export function presentProfile(row: ProfileRow): ConsumerProfileView {
  if (!row.consumer) throw new Error(`The consumer of ${row.id} is missing`);
  const { name, email } = row.consumer;
  return {
    object: 'consumer.profile',
    id: row.id,
    name,
    email,
    image_url: monogram(name),
    consumer_id: row.consumer_id,
    status: 'active',
    groups: null,
    ...versionOf(row),
  };
}
