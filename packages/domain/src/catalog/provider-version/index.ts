import { action, created, createVerb, defineResource, oneOf, window } from '@berth/resource';
import { findProviders } from '../find-provider.ts';
import { SpecificationWarnings } from '../specification/index.ts';
import { providerVersionEntity, providerVersions } from '../tables/provider-version.ts';
import { DiffQuery, DiffView, diffVersions } from './diff.ts';
import { providerVersionExample, shownProviderVersion } from './example.ts';
import { presentWholeVersion } from './presenter.ts';
import { CreateProviderVersion, ProviderVersionView } from './schema.ts';
import { createProviderVersion } from './service.ts';

export { versionErrors, versionProblems } from './errors.ts';
export { type Migrate, migrationFor } from './migrations.ts';
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
      id: oneOf(providerVersions.id),
      provider_id: oneOf(providerVersions.provider_id, { identify: findProviders }),
      created_at: created(providerVersionEntity),
      updated_at: window(providerVersions.updated_at),
    },
  },
  links: {
    references: {
      provider_id: { column: providerVersions.provider_id, to: 'provider', blocks: false, as: 'provider' },
    },
  },
  verbs: [
    createVerb({
      input: CreateProviderVersion,
      once: SpecificationWarnings,
      run: createProviderVersion,
    }),
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
