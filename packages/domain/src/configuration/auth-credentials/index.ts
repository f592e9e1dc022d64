import {
  archivableFilters,
  archiveVerb,
  createVerb,
  defineResource,
  indexedSearch,
  oneOf,
  state,
  through,
  unarchiveVerb,
  updateVerb,
} from '@berth/resource';
import { sql } from 'drizzle-orm';
import { authMethods } from '../../catalog/auth-method/table.ts';
import { findProviders } from '../../catalog/find-provider.ts';
import { compareScope } from '../../governance/may-compare.ts';
import { secretsOutdated } from '../secret-age.ts';
import { currentRevision } from '../tables/value-revision.ts';
import { attachStates, withholdDigests } from '../value/index.ts';
import { valueVerbs } from '../value-revision/index.ts';
import { authCredentialsExample, shownAuthCredentials } from './example.ts';
import { presentAuthCredentials } from './presenter.ts';
import { AuthCredentialsView, CreateAuthCredentials, UpdateAuthCredentials } from './schema.ts';
import {
  archiveAuthCredentials,
  createAuthCredentials,
  unarchiveAuthCredentials,
  updateAuthCredentials,
} from './service.ts';
import { authCredentialsEntity, authCredentials as table } from './table.ts';
import { authCredentialsValue } from './value.ts';

export { openApp, openFreshApp } from './app.ts';
export { credentialsErrors } from './errors.ts';
export { presentAuthCredentials } from './presenter.ts';
export { AuthCredentialsView } from './schema.ts';
export { holdAuthCredentials, refuseForOther } from './service.ts';
export { authCredentialsValue } from './value.ts';

const PATH = 'provider-auth-credentials';

export const authCredentials = defineResource({
  entity: authCredentialsEntity,
  wire: {
    path: PATH,
    scopes: [compareScope(PATH)],
    about:
      'The registration of an OAuth app with a provider: client id, client secret and scopes. The client secret goes only to the origins of the token and revocation endpoints that the auth method had when the secret was sent.',
    view: AuthCredentialsView,
    present: presentAuthCredentials,
    example: authCredentialsExample,
    shown: shownAuthCredentials,
  },
  read: {
    shownBy: { value_state: 'row' },
    details: {
      own_value: currentRevision(table),
    },
    filters: {
      ...archivableFilters(authCredentialsEntity),
      provider_id: oneOf(table.provider_id, { identify: findProviders }),
      provider_auth_method_id: through(
        (ids) => sql`(${table.provider_id}, ${table.auth_method_key}) in (
          select ${authMethods.provider_id}, ${authMethods.key} from ${authMethods} where ${authMethods.id} = any(${ids})
        )`,
      ),
      origin: state({ custom: () => sql`true`, managed: () => sql`false` }),
      secrets_outdated: secretsOutdated(table),
      search: indexedSearch(table.name, table.description),
    },
    attach: attachStates(),
    withhold: withholdDigests(PATH),
  },
  links: {
    references: {
      provider_id: { column: table.provider_id, to: 'provider', blocks: true, as: 'provider' },
    },
  },
  verbs: [
    createVerb({
      input: CreateAuthCredentials,
      run: createAuthCredentials,
    }),
    updateVerb({ input: UpdateAuthCredentials, run: updateAuthCredentials }),
    archiveVerb({ run: archiveAuthCredentials }),
    unarchiveVerb({ run: unarchiveAuthCredentials }),
    ...valueVerbs(authCredentialsValue),
  ],
});
