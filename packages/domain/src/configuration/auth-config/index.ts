import {
  archivableFilters,
  archiveVerb,
  createVerb,
  defineResource,
  indexedSearch,
  Nothing,
  oneOf,
  unarchiveVerb,
  updateVerb,
} from '@berth/resource';
import { Type } from '@sinclair/typebox';
import { type SQL, sql } from 'drizzle-orm';
import { authMethodOf, authMethods } from '../../catalog/auth-method/table.ts';
import { findProviders } from '../../catalog/find-provider.ts';
import { throughSpecification } from '../../catalog/of-versions.ts';
import { SecretValue } from '../../fields.ts';
import { compareScope } from '../../governance/may-compare.ts';
import { credentialsOf } from '../auth-credentials/table.ts';
import { availability } from '../availability.ts';
import { boundLinks } from '../bound-links.ts';
import { secretsOutdated } from '../secret-age.ts';
import { deploymentOf } from '../tables/deployment.ts';
import { currentRevision } from '../tables/value-revision.ts';
import { usableWith } from '../tool-filter/index.ts';
import { attachStates, holdOwner, withholdDigests } from '../value/index.ts';
import { valueVerbs } from '../value-revision/index.ts';
import { bySession } from './by-session.ts';
import { type Connection, connectAuthConfig, reconnectAuthConfig } from './connect.ts';
import { testAuthConfig } from './connection-test.ts';
import { leavePlace } from './default.ts';
import { authConfigExample, shownAuthConfig } from './example.ts';
import { healthFilter, withHealth } from './health.ts';
import { presentAuthConfig } from './presenter.ts';
import { AuthConfigView, CreateAuthConfig, UpdateAuthConfig } from './schema.ts';
import {
  archiveAuthConfig,
  archiveWithDeployment,
  createAuthConfig,
  prepareAuthConfig,
  retireAuthConfig,
  unarchiveAuthConfig,
  unarchiveWithDeployment,
  updateAuthConfig,
} from './service.ts';
import { authConfigEntity, authConfigs } from './table.ts';
import { authConfigValue } from './value.ts';

export { type Connection, connectAuthConfig, reconnectAuthConfig } from './connect.ts';
export { authConfigErrors, authConfigProblems } from './errors.ts';
export { authConfigExample, shownAuthConfig } from './example.ts';
export { type Health, healthAt } from './health.ts';
export { type AuthConfigRow, presentAuthConfig } from './presenter.ts';
export { refreshAuthConfig } from './refresh.ts';
export { refreshJob } from './refresh-job.ts';
export { openAuthConfig, ResolvedAuthConfigView } from './resolve.ts';
export { openToReveal } from './reveal.ts';
export { enqueueRevocation, revokeJob } from './revoke-job.ts';
export { AuthConfigView } from './schema.ts';
export { authConfigValue, specificationOfMethod } from './value.ts';

const PATH = 'provider-auth-configs';

/** Selects the auth methods of specifications. */
const methodsOf = (ids: SQL): SQL =>
  sql`select ${authMethods.id} from ${authMethods} where ${authMethods.specification_id} in (${ids})`;

export const authConfig = defineResource({
  entity: authConfigEntity,
  wire: {
    path: PATH,
    scopes: [compareScope(PATH)],
    about:
      'Credentials for a provider, in the form that one of its auth methods asks for. The whole value is secret.',
    view: AuthConfigView,
    present: presentAuthConfig,
    example: authConfigExample,
    shown: shownAuthConfig,
  },
  read: {
    drifts: 'The health follows the time and uses of the credential.',
    joins: {
      auth_method: authMethodOf(authConfigs),
      deployment: deploymentOf(authConfigs),
      credentials: credentialsOf(authConfigs),
    },
    shownBy: { value_state: 'row', stale_secrets: 'write' },
    details: {
      own_value: currentRevision(authConfigs),
    },
    filters: {
      ...archivableFilters(authConfigEntity),
      provider_id: oneOf(authConfigs.provider_id, { identify: findProviders }),
      provider_deployment_id: oneOf(authConfigs.provider_deployment_id),
      ...availability(authConfigs),
      provider_auth_credentials_id: oneOf(authConfigs.provider_auth_credentials_id),
      provider_auth_method_id: oneOf(authConfigs.auth_method_id),
      health: healthFilter,
      secrets_outdated: secretsOutdated(authConfigs),
      search: indexedSearch(authConfigs.name, authConfigs.description),
    },
    attach: async (ctx, rows) => withHealth(ctx, await attachStates()(ctx, rows)),
    withhold: withholdDigests(PATH),
    identify: bySession,
  },
  links: {
    contributes: {
      'provider.tool': {
        provider_auth_config_id: usableWith('auth config', boundLinks('auth config', authConfigEntity)),
      },
    },
    references: {
      provider_id: { column: authConfigs.provider_id, to: 'provider', blocks: true, as: 'provider' },
      provider_auth_method_id: {
        column: authConfigs.auth_method_id,
        to: 'provider.capabilities.auth_method',
        blocks: false,
        through: {
          'provider.specification': {
            blocks: false,
            matches: (id) => sql`${authConfigs.auth_method_id} in (${methodsOf(sql`${id}`)})`,
          },
          ...throughSpecification((ids) => sql`${authConfigs.auth_method_id} in (${methodsOf(ids)})`),
        },
      },
      provider_auth_credentials_id: {
        column: authConfigs.provider_auth_credentials_id,
        to: 'provider.auth_credentials',
        blocks: true,
        keptByForce: true,
      },
      provider_deployment_id: {
        column: authConfigs.provider_deployment_id,
        to: 'provider.deployment',
        blocks: true,
        as: 'deployment',
        // Archiving a deployment archives its default auth config too.
        unless: sql`${authConfigs.default_of_deployment_id} is not null`,
      },
    },
  },
  verbs: [
    createVerb({
      input: CreateAuthConfig,
      errors: ['bad_request', 'gone', 'secrets_stale'],
      prepare: prepareAuthConfig,
      run: createAuthConfig,
    }),
    updateVerb({ input: UpdateAuthConfig, run: updateAuthConfig }),
    archiveVerb({ run: archiveAuthConfig }),
    unarchiveVerb({ run: unarchiveAuthConfig }),
    ...valueVerbs(authConfigValue),
    testAuthConfig,
  ],
});

/** The verb `archive` for a deployment that changes its credential, without the rule about managed deployments. */
export const retireVerb = archiveVerb({ run: retireAuthConfig });

/** The verbs on the default of a deployment that is archived, and that comes back. */
export const archiveBelowDeployment = archiveVerb({ run: archiveWithDeployment });
export const unarchiveBelowDeployment = unarchiveVerb({ run: unarchiveWithDeployment });

/** The verb `update` that takes the place of the default away from an auth config. */
export const leaveDeployment = updateVerb({ input: Nothing, run: leavePlace });

/** The verb `update` for a whole new value at `value` of the caller's body. */
export const replaceVerb = updateVerb({
  input: Type.Object({ value: SecretValue }),
  run: async (ctx, id, { value }) => {
    const row = await holdOwner(ctx, authConfigValue, id);
    await authConfigValue.edit(ctx, row, { kind: 'replace', value, place: ['value'] });
  },
});

/** The verb `create` for the page of a setup session. */
export const createFromPage = createVerb({
  input: CreateAuthConfig,
  run: (ctx, input) => createAuthConfig(ctx, input, null, 'setup_session'),
});

/** The verb `create` for tokens that a visitor of a setup page has agreed to. */
export const connectVerb = (connection: Connection) =>
  createVerb({
    input: CreateAuthConfig,
    run: async (ctx, { provider_deployment_id = null, name = null }) => ({
      id: await connectAuthConfig(ctx, connection, { provider_deployment_id, name }),
    }),
  });

/** The verb `update` for tokens of a new agreement. */
export const reconnectVerb = (connection: Connection) =>
  updateVerb({
    input: UpdateAuthConfig,
    run: (ctx, id) => reconnectAuthConfig(ctx, id, connection),
  });
