import { defineResource, oneOf, through } from '@berth/resource';
import { sql } from 'drizzle-orm';
import { providerVersions } from '../tables/provider-version.ts';
import { authMethodExample } from './example.ts';
import { presentAuthMethod } from './presenter.ts';
import { AuthMethodView } from './schema.ts';
import { authMethodEntity, authMethods } from './table.ts';

export { type AuthMethodRow, presentAuthMethod } from './presenter.ts';
export { AuthMethodInput, AuthMethodView } from './schema.ts';

export const authMethod = defineResource({
  entity: authMethodEntity,
  path: 'provider-auth-methods',
  about: 'A way to authenticate with a provider, of one of its specifications.',
  view: AuthMethodView,
  filters: {
    provider_version_id: through(
      (ids) =>
        sql`${authMethods.specification_id} in (select ${providerVersions.specification_id} from ${providerVersions} where ${providerVersions.id} = any(${ids}))`,
      { required: true, many: false },
    ),
    id: oneOf(authMethods.id),
  },
  present: presentAuthMethod,
  example: authMethodExample,
});
