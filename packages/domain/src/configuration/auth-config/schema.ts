import { type Static, Type } from '@sinclair/typebox';
import { AuthMethodView } from '../../catalog/auth-method/index.ts';
import { about, Identifier, nullable, optional, SecretValue, Timestamp, words } from '../../fields.ts';
import { archivable } from '../../stamps.ts';
import { AuthCredentialsView } from '../auth-credentials/index.ts';
import { labels, labelsView } from '../labels.ts';
import { DeploymentPreview } from '../preview.ts';
import { oldestSecretView, staleSecretsView, ValueInput, ValueState } from '../value/index.ts';
import { HEALTH } from './health.ts';
import { HEALTH_REASONS } from './health-reasons.ts';

export const AuthConfigView = Type.Object({
  object: Type.Literal('provider.auth_config'),
  id: Identifier,
  type: about(
    '`oauth_manual`: OAuth tokens that were obtained outside Berth. `oauth_automated`: tokens that Berth got itself.',
    words('manual', 'oauth_manual', 'oauth_automated'),
  ),
  source: words('manual', 'setup_session', 'system'),
  status: words('active', 'archived'),
  is_default: about('True when the deployment authenticates with it.', Type.Boolean()),
  ...labelsView,
  provider_id: Identifier,
  deployment: about(
    'The deployment that the auth config belongs to; null for any.',
    nullable(DeploymentPreview),
  ),
  credentials: about(
    'The app registration that refreshes the tokens; null for none.',
    nullable(AuthCredentialsView),
  ),
  auth_method: AuthMethodView,
  expires_at: about('The end of the access token; null when it is unknown.', nullable(Timestamp)),
  health: about(
    '`ok`: the provider accepted the credentials when they were last used. `expiring`: the access token ends within a day, and Berth cannot renew it. `needs_reauth`: the provider refused the credentials, or they have ended; they must be connected or sent again. `unknown`: not used yet, or the last use failed for another reason.',
    words(...HEALTH),
  ),
  health_reason: about(
    'The reason why the last use of the credentials failed; null when it succeeded, or there was none. `unauthorized` and `forbidden`: the provider answered a test with 401 or 403.',
    nullable(words(...HEALTH_REASONS)),
  ),
  health_checked_at: about('The time of the last use of the credentials.', nullable(Timestamp)),
  revision: about('The number of the current revision of the value.', Type.Integer()),
  oldest_secret_at: oldestSecretView,
  /** Present in answers with one auth config, absent in lists. */
  value_state: optional(ValueState),
  ...staleSecretsView,
  ...archivable,
});
export type AuthConfigView = Static<typeof AuthConfigView>;

export const CreateAuthConfig = Type.Object({
  ...labels,
  provider_auth_method_id: about('The auth method, which also determines the provider.', Identifier),
  provider_deployment_id: optional(
    about('The deployment that the auth config belongs to.', nullable(Identifier)),
  ),
  provider_auth_credentials_id: optional(
    about('The app registration that refreshes OAuth tokens.', nullable(Identifier)),
  ),
  value: optional(
    about(
      'A value that fits the input schema of the auth method. Left out, Berth gets tokens by the grant `client_credentials` of the auth method, with the auth credentials that the body names.',
      SecretValue,
    ),
  ),
});
export type CreateAuthConfig = Static<typeof CreateAuthConfig>;

export const UpdateAuthConfig = Type.Composite([
  Type.Object({
    ...labels,
    is_default: optional(
      about(
        'True makes it the default of its deployment in place of the present one; false leaves the deployment without one.',
        Type.Boolean(),
      ),
    ),
  }),
  ValueInput,
]);
export type UpdateAuthConfig = Static<typeof UpdateAuthConfig>;
