import { versionOf } from '../../stamps.ts';
import type { GroupView } from './schema.ts';
import type { groups } from './table.ts';

export function presentGroup(row: Omit<typeof groups.$inferSelect, 'instance_id'>): GroupView {
  return {
    object: 'provider.listing_group',
    id: row.id,
    name: row.name,
    description: row.description,
    slug: row.slug,
    ...versionOf(row),
  };
}
