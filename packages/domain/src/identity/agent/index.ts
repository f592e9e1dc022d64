import { defineResource, oneOf, search, state } from '@berth/resource';
import { sql } from 'drizzle-orm';
import { identityFilters } from '../filters.ts';
import { agentExample } from './example.ts';
import { findAgent, findAgents } from './find.ts';
import { presentAgent } from './presenter.ts';
import { AgentView } from './schema.ts';
import { agentEntity, agents } from './table.ts';

export { actorsOfAgents, agentOf } from './find.ts';
export { insertAgent, mirrorActor } from './service.ts';

export const agent = defineResource({
  entity: agentEntity,
  wire: {
    path: 'agents',
    about:
      'A program that acts on its own. It mirrors an actor of type `agent`, and is written through that actor.',
    view: AgentView,
    present: presentAgent,
    example: agentExample,
  },
  read: {
    filters: {
      ...identityFilters(agentEntity),
      id: oneOf(agents.id, { identify: findAgents }),
      type: state({ mcp_client: () => sql`false`, custom: () => sql`true`, tool_call: () => sql`false` }),
      search: search(agents.name, agents.slug, agents.description),
    },
    identify: findAgent,
  },
  links: {
    references: { actor_id: { column: agents.actor_id, to: 'identity.actor', blocks: false, as: 'actor' } },
  },
});
