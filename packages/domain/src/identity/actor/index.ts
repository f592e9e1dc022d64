import {
  archiveVerb,
  createVerb,
  defineResource,
  indexedSearch,
  oneOf,
  unarchiveVerb,
  updateVerb,
} from '@berth/resource';
import { actorsOfAgents } from '../agent/index.ts';
import { identityFilters } from '../filters.ts';
import { actorEntity, actors } from '../tables/actor.ts';
import { actorExample, shownActor } from './example.ts';
import { presentActor } from './presenter.ts';
import { ActorView, CreateActor, UpdateActor } from './schema.ts';
import { archiveActor, createActor, unarchiveActor, updateActor } from './service.ts';

export { presentActor } from './presenter.ts';
export { ActorView } from './schema.ts';

export const identityActor = defineResource({
  entity: actorEntity,
  wire: {
    path: 'identity-actors',
    about: 'A person or a program that owns identities and uses those of others by delegation.',
    view: ActorView,
    present: presentActor,
    example: actorExample,
    shown: shownActor,
  },
  read: {
    filters: {
      ...identityFilters(actorEntity),
      agent_id: oneOf(actors.id, { identify: actorsOfAgents }),
      consumer_id: oneOf(actors.consumer_id),
      search: indexedSearch(actors.name, actors.description),
    },
  },
  links: {
    references: {
      consumer_id: { column: actors.consumer_id, to: 'consumer', blocks: false, as: 'consumer' },
    },
  },
  verbs: [
    createVerb({ input: CreateActor, run: createActor }),
    updateVerb({ input: UpdateActor, run: updateActor }),
    archiveVerb({ run: archiveActor }),
    unarchiveVerb({ run: unarchiveActor }),
  ],
});
