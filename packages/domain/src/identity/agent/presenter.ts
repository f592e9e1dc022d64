import { archivableOf } from '../../stamps.ts';
import type { AgentView } from './schema.ts';
import type { agents } from './table.ts';

export function presentAgent(row: typeof agents.$inferSelect): AgentView {
  return {
    object: 'agent',
    id: row.id,
    type: 'custom',
    status: row.status,
    name: row.name,
    description: row.description,
    metadata: row.metadata,
    slug: row.slug,
    actor_id: row.actor_id,
    ...archivableOf(row),
  };
}
