import {
  action,
  archivableFilters,
  archiveVerb,
  createVerb,
  defineResource,
  indexedSearch,
  oneOf,
  unarchiveVerb,
  updateVerb,
} from '@berth/resource';
import { sql } from 'drizzle-orm';
import { findProviders } from '../../catalog/find-provider.ts';
import { throughSpecification } from '../../catalog/of-versions.ts';
import { compareScope } from '../../governance/may-compare.ts';
import { secretsOutdated } from '../secret-age.ts';
import { configVaultEntity, configVaults } from '../tables/config-vault.ts';
import { deploymentOf } from '../tables/deployment.ts';
import { currentRevision } from '../tables/value-revision.ts';
import { attachStates, withholdDigests } from '../value/index.ts';
import { valueVerbs } from '../value-revision/index.ts';
import { configVaultExample, shownConfigVault } from './example.ts';
import { presentConfigVault } from './presenter.ts';
import { resolveVault } from './resolve.ts';
import { ConfigVaultView, CreateConfigVault, ResolvedVaultView, UpdateConfigVault } from './schema.ts';
import { archiveConfigVault, createConfigVault, unarchiveConfigVault, updateConfigVault } from './service.ts';
import { vaultValue } from './value.ts';

export { presentConfigVault } from './presenter.ts';
export { ConfigVaultView } from './schema.ts';
export { vaultValue } from './value.ts';

const PATH = 'provider-config-vaults';

export const configVault = defineResource({
  entity: configVaultEntity,
  wire: {
    path: PATH,
    scopes: [compareScope(PATH)],
    about: 'A saved value for a provider that any number of configs can follow.',
    view: ConfigVaultView,
    present: presentConfigVault,
    example: configVaultExample,
    shown: shownConfigVault,
  },
  read: {
    joins: {
      deployment: deploymentOf(configVaults),
    },
    shownBy: { value_state: 'row', stale_secrets: 'write' },
    details: {
      own_value: currentRevision(configVaults),
    },
    filters: {
      ...archivableFilters(configVaultEntity),
      provider_config_vault_id: oneOf(configVaults.id),
      provider_deployment_id: oneOf(configVaults.provider_deployment_id),
      provider_id: oneOf(configVaults.provider_id, { identify: findProviders }),
      secrets_outdated: secretsOutdated(configVaults),
      search: indexedSearch(configVaults.name, configVaults.description),
    },
    attach: attachStates(),
    withhold: withholdDigests(PATH),
  },
  links: {
    references: {
      specification_id: {
        column: configVaults.specification_id,
        to: 'provider.specification',
        blocks: false,
        through: throughSpecification((ids) => sql`${configVaults.specification_id} in (${ids})`),
      },
      provider_id: { column: configVaults.provider_id, to: 'provider', blocks: true, as: 'provider' },
      provider_deployment_id: {
        column: configVaults.provider_deployment_id,
        to: 'provider.deployment',
        blocks: true,
        as: 'deployment',
      },
    },
  },
  verbs: [
    createVerb({ input: CreateConfigVault, run: createConfigVault }),
    updateVerb({ input: UpdateConfigVault, run: updateConfigVault }),
    archiveVerb({ run: archiveConfigVault }),
    unarchiveVerb({ run: unarchiveConfigVault }),
    action({
      path: 'resolve',
      summary: 'Resolve the value of a vault, without its secrets',
      about:
        'Answers the value as it is stored: without defaults, because a vault is one layer of the values of configs, and without secrets, which `hidden` lists. Only a config that follows the vault reveals them.',
      errors: ['gone', 'use_after_delete', 'unavailable'],
      scopes: [`${PATH}:read`],
      audit: null,
      confidential: true,
      view: ResolvedVaultView,
      run: async (ctx, id) => ({ answer: await resolveVault(ctx, id) }),
    }),
    ...valueVerbs(vaultValue),
  ],
});
