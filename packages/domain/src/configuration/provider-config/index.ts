import { spellingsOf } from '@berth/kernel';
import {
  action,
  archivableFilters,
  archiveVerb,
  createVerb,
  defineResource,
  flag,
  indexedSearch,
  oneOf,
  recorded,
  through,
  updated,
  updateVerb,
  type Verb,
} from '@berth/resource';
import { aliasedTable, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { findProviders } from '../../catalog/find-provider.ts';
import { throughSpecification } from '../../catalog/of-versions.ts';
import { specifications } from '../../catalog/tables/specification.ts';
import { compareScope } from '../../governance/may-compare.ts';
import { availability } from '../availability.ts';
import { boundLinks } from '../bound-links.ts';
import { findConfigId, findConfigIds } from '../find-config.ts';
import { configsBehind, inForceOfConfig } from '../in-force.ts';
import { configsByOutcome, withoutHiddenOutcomes } from '../outcome.ts';
import { secretsOutdated } from '../secret-age.ts';
import { configVaults } from '../tables/config-vault.ts';
import { deploymentOf, deployments } from '../tables/deployment.ts';
import { providerConfigEntity, providerConfigs, vaultOfConfig } from '../tables/provider-config.ts';
import { currentRevision, revisionStateColumns } from '../tables/value-revision.ts';
import type { Target } from '../target.ts';
import { usableWith } from '../tool-filter/index.ts';
import { attachStates, REVEAL, withholdDigests } from '../value/index.ts';
import { valueVerbs } from '../value-revision/index.ts';
import { configSchema } from './config-schema.ts';
import { testConfig, testValue } from './connection-test.ts';
import { providerConfigExample, shownProviderConfig } from './example.ts';
import { configsByTest } from './last-test.ts';
import { presentProviderConfig } from './presenter.ts';
import { resolveConfig } from './resolve.ts';
import {
  CreateProviderConfig,
  ProviderConfigView,
  ResolvedView,
  ResolveInput,
  UpdateProviderConfig,
} from './schema.ts';
import {
  archiveProviderConfig,
  createProviderConfig,
  insertConfig,
  switchProviderConfig,
  updateProviderConfig,
} from './service.ts';
import { isVaultRevision, ownRevisions, statesTogether, vaultRevisions } from './stored-value.ts';
import { configValue, holdVaultOf } from './value.ts';

export { configErrors, configProblems } from './errors.ts';
export { handleProblem } from './handle.ts';
export { holdForVersion, type OpenedConfig, openConfigs } from './opened.ts';
export { isDefault } from './presenter.ts';
export { providerCheckOf } from './provider-check.ts';
export { resolveConfig, revealConfig } from './resolve.ts';
export { oneSource, ProviderConfigView, ResolvedView, TestResult, ValueSource } from './schema.ts';
export { unarchiveProviderConfig } from './service.ts';
export { recordTest, resultOf, TEST_ERRORS, type Tested, tryCheck } from './staged-test.ts';
export { type OpenableValue, readLiveValue, readOpenableValues, type StoredValue } from './stored-value.ts';

export { configValue } from './value.ts';

const vaultDeployments = aliasedTable(deployments, 'vault_deployments');

const switching = (path: 'enable' | 'disable', enabled: boolean): Verb =>
  action({
    path,
    summary: `${enabled ? 'Enable' : 'Disable'} a config`,
    errors: ['gone', 'invalid_state'],
    audit: recorded,
    ...(enabled ? { example: { after: 'disable' } } : {}),
    run: async (ctx, id) => {
      await switchProviderConfig(ctx, id, enabled);
      return undefined;
    },
  });

/** The verb `create` for the default config of a deployment. `path` leads to the config in the caller's body. */
export const createAsDefault = (target: Target, path: string[]): Verb =>
  createVerb({
    input: CreateProviderConfig,
    run: (ctx, input) => insertConfig(ctx, target, input, { path, asDefault: true }),
  });

/** Filters by configs: keeps the rows that the configs with these ids name in a column. */
const ofConfigs = (id: PgColumn, named: PgColumn) => ({
  provider_config_id: through(
    (ids, instance) =>
      sql`${id} in (select ${named} from ${providerConfigs} where ${providerConfigs.instance_id} = ${instance} and ${providerConfigs.id} = any(${ids}))`,
    { identify: findConfigIds },
  ),
});

const attachValueStates = attachStates(statesTogether);

const PATH = 'provider-configs';

export const providerConfig = defineResource({
  entity: providerConfigEntity,
  wire: {
    path: PATH,
    scopes: [compareScope(PATH)],
    about:
      "A validated, encrypted value for a provider: the config's own value, a vault's value, or the own value laid over a vault's.",
    view: ProviderConfigView,
    present: presentProviderConfig,
    example: providerConfigExample,
    shown: shownProviderConfig,
  },
  read: {
    joins: {
      deployment: deploymentOf(providerConfigs),
      vault: vaultOfConfig,
      vault_deployment: deploymentOf(configVaults, vaultDeployments),
      in_force: inForceOfConfig,
    },
    shownBy: { value_state: 'row', stale_secrets: 'write' },
    details: {
      own_value: currentRevision(providerConfigs, ownRevisions),
      vault_value: {
        table: vaultRevisions,
        on: isVaultRevision(),
        columns: revisionStateColumns(vaultRevisions),
      },
    },
    filters: {
      ...archivableFilters(providerConfigEntity),
      updated_at: updated(providerConfigEntity, {
        lagWithin: [
          providerConfigs.status,
          providerConfigs.provider_id,
          providerConfigs.provider_deployment_id,
        ],
      }),
      id: oneOf(providerConfigs.id, { identify: findConfigIds }),
      provider_config_vault_id: oneOf(providerConfigs.provider_config_vault_id, {
        paired: providerConfigs.provider_deployment_id,
      }),
      provider_deployment_id: oneOf(providerConfigs.provider_deployment_id),
      provider_specification_id: oneOf(providerConfigs.specification_id),
      provider_id: oneOf(providerConfigs.provider_id, { identify: findProviders }),
      handle: oneOf(providerConfigs.handle, { spellings: spellingsOf }),
      has_handle: flag(() => sql`${providerConfigs.handle} is not null`, {
        value: true,
        by: providerConfigs.status,
      }),
      enabled: flag(() => sql`${providerConfigs.enabled}`, { value: false, by: providerConfigs.status }),
      invalid: flag(() => sql`${providerConfigs.invalid_reasons} is not null`, {
        value: true,
        by: providerConfigs.status,
      }),
      behind: configsBehind(),
      upgrade: configsByOutcome(),
      test_status: configsByTest(),
      ...availability(providerConfigs, sql`${providerConfigs.enabled}`),
      secrets_outdated: secretsOutdated(providerConfigs, { byAge: true }),
      search: indexedSearch(providerConfigs.handle, providerConfigs.name, providerConfigs.description),
    },
    // Each order has an index of the live configs with a handle, because lists in these orders ask for those.
    sorts: ['created_at', 'updated_at', 'handle'],
    attach: (ctx, rows) => attachValueStates(ctx, withoutHiddenOutcomes(ctx, rows)),
    identify: findConfigId,
    withhold: withholdDigests(PATH),
  },
  links: {
    contributes: {
      'provider.config_vault': ofConfigs(configVaults.id, providerConfigs.provider_config_vault_id),
      'provider.specification': ofConfigs(specifications.id, providerConfigs.specification_id),
      'provider.tool': {
        provider_config_id: {
          ...usableWith('config', boundLinks('config', providerConfigEntity)),
          identify: findConfigIds,
        },
      },
    },
    references: {
      specification_id: {
        column: providerConfigs.specification_id,
        to: 'provider.specification',
        blocks: false,
        through: throughSpecification((ids) => sql`${providerConfigs.specification_id} in (${ids})`),
      },
      provider_id: { column: providerConfigs.provider_id, to: 'provider', blocks: true, as: 'provider' },
      provider_deployment_id: {
        column: providerConfigs.provider_deployment_id,
        to: 'provider.deployment',
        blocks: true,
        as: 'deployment',
        // Archiving a deployment archives its default config too.
        unless: sql`${providerConfigs.default_of_deployment_id} is not distinct from ${providerConfigs.provider_deployment_id}`,
      },
      provider_config_vault_id: {
        column: providerConfigs.provider_config_vault_id,
        to: 'provider.config_vault',
        blocks: true,
        keptByForce: true,
      },
    },
    holdFirst: holdVaultOf,
  },
  verbs: [
    createVerb({
      input: CreateProviderConfig,
      errors: ['deployment_lock_mismatch', 'gone'],
      run: createProviderConfig,
    }),
    updateVerb({
      input: UpdateProviderConfig,
      errors: ['deployment_lock_mismatch'],
      run: updateProviderConfig,
    }),
    archiveVerb({ run: archiveProviderConfig }),
    action({
      path: 'resolve',
      summary: 'Resolve the effective value of a config',
      about:
        "Layers the config's own value over the vault's value over the defaults of the schema; `provenance` names the source of each leaf. Without a `reason`, secrets are left out, and `hidden` lists them. With one, keys with `provider-configs:reveal` get the secrets, and the audit trail records it; other keys get 403.",
      errors: ['gone', 'use_after_delete', 'invalid_state', 'secrets_stale', 'rate_limited', 'unavailable'],
      scopes: ['provider-configs:read', REVEAL],
      audit: null,
      confidential: true,
      input: ResolveInput,
      view: ResolvedView,
      run: async (ctx, id, input) => ({ answer: await resolveConfig(ctx, id, input) }),
    }),
    ...valueVerbs(configValue),
    switching('enable', true),
    switching('disable', false),
    testConfig,
    configSchema,
    testValue,
  ],
});
