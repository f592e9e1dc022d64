import { defineResource, oneOf } from '@berth/resource';
import { ofVersions } from '../of-versions.ts';
import { authMethodExample, shippedAuthMethod } from './example.ts';
import { presentAuthMethod } from './presenter.ts';
import { AuthMethodView } from './schema.ts';
import { authMethodEntity, authMethods } from './table.ts';

export { type Grant, normalOAuth, type OAuthEndpoints, oauthFaults } from './oauth.ts';
export { type AuthMethodRow, presentAuthMethod } from './presenter.ts';
export { AuthMethodInput, AuthMethodView } from './schema.ts';

export const authMethod = defineResource({
  entity: authMethodEntity,
  wire: {
    path: 'provider-auth-methods',
    about: 'A way to authenticate with a provider, defined by one of its specifications.',
    view: AuthMethodView,
    present: presentAuthMethod,
    example: authMethodExample,
    shown: shippedAuthMethod,
  },
  read: {
    filters: {
      provider_version_id: ofVersions(authMethods.specification_id, { required: true, many: false }),
      id: oneOf(authMethods.id),
    },
  },
});
