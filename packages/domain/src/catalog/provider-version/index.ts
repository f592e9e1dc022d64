import {
  action,
  archivableFilters,
  archiveVerb,
  createVerb,
  defineResource,
  oneOf,
  unarchiveVerb,
  updateVerb,
} from '@berth/resource';
import { findProviders } from '../find-provider.ts';
import { SpecificationWarnings } from '../specification/index.ts';
import { providerVersionEntity, providerVersions } from '../tables/provider-version.ts';
import { DiffQuery, DiffView, diffVersions } from './diff.ts';
import { providerVersionExample, shownProviderVersion } from './example.ts';
import { presentWholeVersion } from './presenter.ts';
import { CreateProviderVersion, ProviderVersionView, UpdateProviderVersion } from './schema.ts';
import { createProviderVersion } from './service.ts';
import {
  archiveProviderVersion,
  holdProviderOf,
  unarchiveProviderVersion,
  updateProviderVersion,
} from './state.ts';

export { DiffView, diffVersions } from './diff.ts';
export { versionErrors, versionProblems } from './errors.ts';
export { providerVersionExample, shownProviderVersion } from './example.ts';
export { type MigrationBetween, migrationFor } from './migrations.ts';
export { presentProviderVersion } from './presenter.ts';
export { ProviderVersionView, VersionInput } from './schema.ts';
export { publishVersion } from './service.ts';

export const providerVersion = defineResource({
  entity: providerVersionEntity,
  wire: {
    path: 'provider-versions',
    about: 'A published version of a provider. The current version sets the schema that configs must fit.',
    view: ProviderVersionView,
    present: presentWholeVersion,
    example: providerVersionExample,
    shown: shownProviderVersion,
  },
  read: {
    filters: {
      ...archivableFilters(providerVersionEntity),
      provider_id: oneOf(providerVersions.provider_id, { identify: findProviders }),
    },
  },
  links: {
    references: {
      provider_id: { column: providerVersions.provider_id, to: 'provider', blocks: false, as: 'provider' },
    },
    holdFirst: holdProviderOf,
  },
  verbs: [
    createVerb({
      input: CreateProviderVersion,
      once: SpecificationWarnings,
      run: createProviderVersion,
    }),
    updateVerb({
      input: UpdateProviderVersion,
      about:
        'With `is_current: true`, new configs and deployments without a lock use this version from now on. Configs that exist stay on their specification.',
      run: updateProviderVersion,
    }),
    archiveVerb({
      about:
        'An archived version stays readable, is locked to by no further deployment, and does not become current. Refused with 409 for the current version, and while deployments are locked to it, or configs, vaults or auth configs have a specification that no other version has.',
      run: archiveProviderVersion,
    }),
    unarchiveVerb({ run: unarchiveProviderVersion }),
    action({
      path: 'diff',
      method: 'GET',
      summary: 'Compare with an earlier version',
      about:
        'Answers each change of the schema of configs, of marks, auth methods and tools, with its severity, and a witness for each breaking one.',
      input: DiffQuery,
      view: DiffView,
      audit: null,
      errors: ['provider_mismatch'],
      example: { query: { against: ':id' } },
      run: diffVersions,
    }),
  ],
});
