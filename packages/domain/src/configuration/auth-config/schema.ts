import { type Static, Type } from '@sinclair/typebox';
import { AuthMethodView } from '../../catalog/auth-method/index.ts';
import {
  Description,
  Identifier,
  Metadata,
  Name,
  nullable,
  optional,
  SecretValue,
  Timestamp,
  words,
} from '../../fields.ts';
import { DeploymentPreview } from '../preview.ts';
import { ToolFilter, ToolFilterInput } from '../tool-filter.ts';
import { ValueInput, ValueState } from '../value/index.ts';

export const AuthConfigView = Type.Object({
  object: Type.Literal('provider.auth_config'),
  id: Identifier,
  /** `oauth_manual`: tokens of an OAuth method that were obtained elsewhere. */
  type: words('manual', 'oauth_manual'),
  source: words('manual'),
  status: words('active', 'archived'),
  is_default: Type.Boolean(),
  name: nullable(Type.String()),
  description: nullable(Type.String()),
  metadata: nullable(Metadata),
  tool_filter: ToolFilter,
  provider_id: Identifier,
  deployment: nullable(DeploymentPreview),
  /** Registrations of OAuth apps, of which there are none yet. */
  credentials: Type.Null(),
  auth_method: AuthMethodView,
  revision: Type.Integer(),
  /** In the answers about one auth config, not in lists. */
  value_state: optional(ValueState),
  row_version: Type.Integer(),
  created_at: Timestamp,
  updated_at: Timestamp,
  archived_at: nullable(Timestamp),
});
export type AuthConfigView = Static<typeof AuthConfigView>;

const changeable = {
  name: optional(nullable(Name)),
  description: optional(nullable(Description)),
  metadata: optional(nullable(Metadata)),
  tool_filters: optional(ToolFilterInput),
};

/** The provider follows from the method. */
export const CreateAuthConfig = Type.Object({
  ...changeable,
  provider_auth_method_id: Identifier,
  provider_deployment_id: optional(nullable(Identifier)),
  value: SecretValue,
});
export type CreateAuthConfig = Static<typeof CreateAuthConfig>;

export const UpdateAuthConfig = Type.Composite([Type.Object(changeable), ValueInput]);
export type UpdateAuthConfig = Static<typeof UpdateAuthConfig>;
