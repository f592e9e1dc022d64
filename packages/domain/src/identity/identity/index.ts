import {
  archiveVerb,
  createVerb,
  defineResource,
  indexedSearch,
  oneOf,
  unarchiveVerb,
  updateVerb,
} from '@berth/resource';
import { and, eq, getTableColumns } from 'drizzle-orm';
import { actorsOfAgents } from '../agent/index.ts';
import { identityFilters } from '../filters.ts';
import { actors } from '../tables/actor.ts';
import { identities, identityEntity } from '../tables/identity.ts';
import { identityExample, shownIdentity } from './example.ts';
import { presentIdentity } from './presenter.ts';
import { resolveVerb } from './resolve.ts';
import { CreateIdentity, IdentityView, UpdateIdentity } from './schema.ts';
import {
  archiveIdentity,
  createIdentity,
  unarchiveIdentity,
  updateIdentity,
  withCredentials,
} from './service.ts';

export { identityErrors, identityProblems } from './errors.ts';

export const identity = defineResource({
  entity: identityEntity,
  wire: {
    path: 'identities',
    about: 'A role of an actor towards providers, with a credential for each deployment that it uses.',
    view: IdentityView,
    present: presentIdentity,
    example: identityExample,
    shown: shownIdentity,
  },
  read: {
    joins: {
      actor: {
        table: actors,
        on: and(eq(actors.instance_id, identities.instance_id), eq(actors.id, identities.actor_id)),
        columns: getTableColumns(actors),
      },
    },
    filters: {
      ...identityFilters(identityEntity),
      actor_id: oneOf(identities.actor_id),
      agent_id: oneOf(identities.actor_id, { identify: actorsOfAgents }),
      search: indexedSearch(identities.name, identities.description),
    },
    attach: withCredentials,
  },
  links: {
    references: {
      actor_id: { column: identities.actor_id, to: 'identity.actor', blocks: true },
      delegation_config_id: {
        column: identities.delegation_config_id,
        to: 'identity.delegation_config',
        blocks: true,
        keptByForce: true,
        as: 'delegation_config',
      },
    },
  },
  verbs: [
    createVerb({
      input: CreateIdentity,
      errors: ['config_required', 'auth_config_required'],
      run: createIdentity,
    }),
    updateVerb({ input: UpdateIdentity, run: updateIdentity }),
    archiveVerb({
      about: 'Archives its credentials too. An archived row stays readable and cannot be used by new rows.',
      run: archiveIdentity,
    }),
    unarchiveVerb({
      about:
        'Makes an archived identity live again, with the credentials that were archived with it. A credential stays archived when a row that it names is archived.',
      run: unarchiveIdentity,
    }),
    resolveVerb,
  ],
});
