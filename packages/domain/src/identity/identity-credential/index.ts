import {
  among,
  archiveRow,
  archiveVerb,
  createVerb,
  defineResource,
  oneOf,
  unarchiveVerb,
  updateVerb,
  type Verb,
} from '@berth/resource';
import { findProviders } from '../../catalog/find-provider.ts';
import { authConfigs } from '../../configuration/auth-config/table.ts';
import { findConfigIds } from '../../configuration/find-config.ts';
import { deployments } from '../../configuration/tables/deployment.ts';
import { providerConfigs } from '../../configuration/tables/provider-config.ts';
import { actorsOfAgents } from '../agent/index.ts';
import { identityFilters } from '../filters.ts';
import { credentialExample, shownCredential } from './example.ts';
import { presentCredential } from './presenter.ts';
import { CreateCredential, CredentialView, UpdateCredential } from './schema.ts';
import { createCredential, insertCredential, unarchiveCredential, updateCredential } from './service.ts';
import { credentialEntity, credentials } from './table.ts';
import { identitiesOf, usedBy } from './uses.ts';

export { credentialErrors, credentialProblems } from './errors.ts';
export { createBound, createOwner, shownBound } from './example.ts';
export { presentCredential } from './presenter.ts';
export { CredentialInput, CredentialView } from './schema.ts';
export { archiveCredentialsOf, MOST_CREDENTIALS, unarchiveCredentialsOf } from './service.ts';

/** The verb `create` for a credential of a new identity. `path` leads to its members in the caller's body. */
export const createWithIdentity = (path: string[]): Verb =>
  createVerb({
    input: CreateCredential,
    run: async (ctx, input) => ({ id: await insertCredential(ctx, input.identity_id, input, path) }),
  });

export const identityCredential = defineResource({
  entity: credentialEntity,
  wire: {
    path: 'identity-credentials',
    about: 'The config and the auth config that an identity uses for a deployment of a provider.',
    view: CredentialView,
    present: presentCredential,
    example: credentialExample,
    shown: shownCredential,
  },
  read: {
    filters: {
      ...identityFilters(credentialEntity),
      identity_id: oneOf(credentials.identity_id),
      provider_config_id: oneOf(credentials.config_id, { identify: findConfigIds }),
      provider_auth_config_id: oneOf(credentials.auth_config_id),
      provider_deployment_id: oneOf(credentials.deployment_id),
      actor_id: among(credentials.identity_id, identitiesOf),
      agent_id: among(credentials.identity_id, identitiesOf, { identify: actorsOfAgents }),
      provider_id: oneOf(credentials.provider_id, { identify: findProviders }),
    },
  },
  links: {
    contributes: {
      'provider.deployment': usedBy(deployments, credentials.deployment_id),
      'provider.config': usedBy(providerConfigs, credentials.config_id),
      'provider.auth_config': usedBy(authConfigs, credentials.auth_config_id),
    },
    references: {
      identity_id: { column: credentials.identity_id, to: 'identity', blocks: false, as: 'identity' },
      provider_id: { column: credentials.provider_id, to: 'provider', blocks: true, as: 'provider' },
      deployment_id: {
        column: credentials.deployment_id,
        to: 'provider.deployment',
        blocks: true,
        as: 'deployment',
      },
      config_id: { column: credentials.config_id, to: 'provider.config', blocks: true, as: 'config' },
      auth_config_id: {
        column: credentials.auth_config_id,
        to: 'provider.auth_config',
        blocks: true,
        keptByForce: true,
        as: 'auth_config',
      },
      delegation_config_id: {
        column: credentials.delegation_config_id,
        to: 'identity.delegation_config',
        blocks: true,
        keptByForce: true,
      },
    },
  },
  verbs: [
    createVerb({
      input: CreateCredential,
      errors: ['config_required', 'auth_config_required'],
      run: createCredential,
    }),
    updateVerb({
      input: UpdateCredential,
      example: { body: { delegation_config_id: null } },
      about: 'Changes the delegation config. For other rows, make another credential.',
      run: updateCredential,
    }),
    archiveVerb({ run: (ctx, id) => archiveRow(ctx, credentialEntity, id) }),
    unarchiveVerb({ run: unarchiveCredential }),
  ],
});
