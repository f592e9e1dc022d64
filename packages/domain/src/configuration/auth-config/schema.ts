import { type Static, Type } from '@sinclair/typebox';
import { AuthMethodView } from '../../catalog/auth-method/index.ts';
import { about, Identifier, nullable, optional, SecretValue, words } from '../../fields.ts';
import { archivable } from '../../stamps.ts';
import { labels, labelsView } from '../labels.ts';
import { DeploymentPreview } from '../preview.ts';
import { ValueInput, ValueState } from '../value/index.ts';

export const AuthConfigView = Type.Object({
  object: Type.Literal('provider.auth_config'),
  id: Identifier,
  type: about(
    '`oauth_manual`: tokens of an OAuth method that were obtained elsewhere.',
    words('manual', 'oauth_manual'),
  ),
  source: words('manual'),
  status: words('active', 'archived'),
  is_default: about('Whether it is what its deployment authenticates with.', Type.Boolean()),
  ...labelsView,
  provider_id: Identifier,
  deployment: about('The deployment that it is for; null for any.', nullable(DeploymentPreview)),
  credentials: about('Registrations of OAuth apps, of which there are none yet.', Type.Null()),
  auth_method: AuthMethodView,
  revision: about('The number of the current revision of its value.', Type.Integer()),
  /** In the answers about one auth config, not in lists. */
  value_state: optional(ValueState),
  ...archivable,
});
export type AuthConfigView = Static<typeof AuthConfigView>;

/** The provider follows from the method. */
export const CreateAuthConfig = Type.Object({
  ...labels,
  provider_auth_method_id: about('The auth method, from which the provider follows.', Identifier),
  provider_deployment_id: optional(about('The deployment that it is for.', nullable(Identifier))),
  value: about('What the input schema of the method asks for.', SecretValue),
});
export type CreateAuthConfig = Static<typeof CreateAuthConfig>;

export const UpdateAuthConfig = Type.Composite([Type.Object(labels), ValueInput]);
export type UpdateAuthConfig = Static<typeof UpdateAuthConfig>;
