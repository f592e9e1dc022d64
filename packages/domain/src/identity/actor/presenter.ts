import { archivableOf } from '../../stamps.ts';
import { agentOf } from '../agent/index.ts';
import type { ActorRow } from '../tables/actor.ts';
import type { ActorView } from './schema.ts';

export function presentActor(row: ActorRow): ActorView {
  return {
    object: 'identity.actor',
    id: row.id,
    type: row.type,
    status: row.status,
    name: row.name,
    description: row.description,
    metadata: row.metadata,
    agent_id: row.type === 'agent' ? agentOf(row.id) : null,
    consumer_id: row.consumer_id,
    ...archivableOf(row),
  };
}
