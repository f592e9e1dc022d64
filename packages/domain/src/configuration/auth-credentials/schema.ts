import { type Static, Type } from '@sinclair/typebox';
import { descriptionInput, descriptionView } from '../../described.ts';
import { about, Identifier, Name, nullable, optional, words } from '../../fields.ts';
import { patterns } from '../../patterns.ts';
import { archivable } from '../../stamps.ts';
import { oldestSecretView, ValueState } from '../value/index.ts';

export const AuthCredentialsView = Type.Object({
  object: Type.Literal('provider.auth_credentials'),
  id: Identifier,
  type: Type.Literal('oauth'),
  status: words('active', 'archived'),
  is_default: about(
    'True when a setup with the auth method uses these credentials unless it names others.',
    Type.Boolean(),
  ),
  is_managed: about('Always false: each app registration is the own one of an instance.', Type.Boolean()),
  origin: about('Always `custom`, as `is_managed`.', words('custom', 'managed')),
  name: nullable(Type.String()),
  ...descriptionView,
  scopes: about('The scopes that a setup asks for.', nullable(Type.Array(Type.String()))),
  provider_id: Identifier,
  auth_method_key: about('The key of the auth method that the app is registered for.', Type.String()),
  revision: about('The number of the current revision of the client id and secret.', Type.Integer()),
  oldest_secret_at: oldestSecretView,
  /** Present in answers with these credentials alone, absent in lists and inside an auth config. */
  value_state: optional(ValueState),
  ...archivable,
});
export type AuthCredentialsView = Static<typeof AuthCredentialsView>;

const Scopes = Type.Array(Type.String({ maxLength: 1_000, pattern: patterns.scope }), { maxItems: 500 });
const ClientId = Type.String({ minLength: 1, maxLength: 4_000 });
const ClientSecret = Type.String({ minLength: 1, maxLength: 20_000, writeOnly: true });

const members = {
  scopes: about('The scopes that a setup asks for.', Scopes),
  client_id: about('The id that the provider gave the app.', ClientId),
  client_secret: about('The secret that the provider gave the app. No answer holds it.', ClientSecret),
};

export const CreateAuthCredentials = Type.Object({
  provider_id: about('The id or slug of the provider.', Identifier),
  provider_auth_method_id: optional(
    about(
      'The auth method of type `oauth` that the app is registered for; the first one of the provider by default.',
      Identifier,
    ),
  ),
  name: optional(nullable(Name)),
  ...descriptionInput,
  config: Type.Object({ type: optional(Type.Literal('oauth')), ...members }),
});
export type CreateAuthCredentials = Static<typeof CreateAuthCredentials>;

export const UpdateAuthCredentials = Type.Object({
  name: optional(nullable(Name)),
  ...descriptionInput,
  is_default: optional(
    about('True makes these credentials the default, in place of the present one.', Type.Boolean()),
  ),
  scopes: optional(members.scopes),
  client_id: optional(members.client_id),
  client_secret: optional(members.client_secret),
});
export type UpdateAuthCredentials = Static<typeof UpdateAuthCredentials>;
