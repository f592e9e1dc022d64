import { type Static, Type } from '@sinclair/typebox';
import { AuthMethodView } from '../../catalog/auth-method/index.ts';
import { descriptionInput, descriptionView } from '../../described.ts';
import { about, Identifier, Name, nullable, optional, Timestamp, words } from '../../fields.ts';
import { archivable } from '../../stamps.ts';
import { AuthConfigView } from '../auth-config/index.ts';
import { AuthCredentialsView } from '../auth-credentials/index.ts';
import { DeploymentPreview } from '../preview.ts';
import { ProviderConfigView } from '../provider-config/index.ts';

export const statuses = ['pending', 'completed', 'failed', 'expired', 'archived'] as const;
export type SetupStatus = (typeof statuses)[number];

const types = ['auth_only', 'config_only', 'auth_and_config'] as const;
export type SetupType = (typeof types)[number];

const ids = <N extends string>(name: N) =>
  optional(Type.Array(Type.Object({ [name]: Identifier }), { maxItems: 100 }));

const Configuration = Type.Object({
  provider_search: optional(
    about(
      'The choice of providers that the page would offer. Refused: name the provider instead.',
      Type.Object({
        groups: ids('group_id'),
        collections: ids('collection_id'),
        categories: ids('category_id'),
      }),
    ),
  ),
  tool_filters: optional(
    about(
      'Allows the visitor to choose tools. `true` is refused: set tool filters on the deployment instead.',
      Type.Object({ enabled: optional(Type.Boolean()) }),
    ),
  ),
  ui: optional(
    Type.Object({
      layout: optional(
        about(
          '`box`: the form in a frame, `side`: the form beside its explanation, `light`: without a frame.',
          words('box', 'side', 'light'),
        ),
      ),
    }),
  ),
});
export type Configuration = Static<typeof Configuration>;

export const SetupSessionView = Type.Object({
  object: Type.Literal('provider.setup_session'),
  id: Identifier,
  type: about('The parts that the page asks for.', words(...types)),
  status: about(
    '`pending` until the page is finished. `failed` after too many refused tries, `expired` when the time is over.',
    words(...statuses),
  ),
  url: about(
    'The address of the page. Only the answer to the creation has it with the secret that opens it.',
    Type.String(),
  ),
  name: nullable(Type.String()),
  ...descriptionView,
  configuration: nullable(Configuration),
  provider_id: nullable(Identifier),
  consumer_id: about('The consumer that the session is for.', nullable(Identifier)),
  identity_id: about('The identity that gets a credential of what the page makes.', nullable(Identifier)),
  identity_credential_id: about('The identity credential that the page made.', nullable(Identifier)),
  auth_method: about('Null lets the visitor choose among the methods.', nullable(AuthMethodView)),
  deployment: nullable(DeploymentPreview),
  credentials: about(
    'The app registration that the visitor signs in with; null without an OAuth method, or until one is chosen.',
    nullable(AuthCredentialsView),
  ),
  auth_config: about(
    'The auth config that the page made, or whose credential it replaces.',
    nullable(AuthConfigView),
  ),
  config: about('The config that the page made.', nullable(ProviderConfigView)),
  ui_mode: words('metorial_elements', 'dashboard_embeddable'),
  redirect_url: about('The address to which the page goes when it is finished.', nullable(Type.String())),
  expires_at: about('30 minutes after the creation.', Timestamp),
  ...archivable,
});
export type SetupSessionView = Static<typeof SetupSessionView>;

/** The member that the answer to a creation shows with the secret. */
export const SetupLink = Type.Object({
  url: about(
    'The link to the page, with a secret that is shown once. It works until the form is sent from one browser.',
    Type.String(),
  ),
});

const labels = { name: optional(nullable(Name)), ...descriptionInput };
const identity_id = optional(
  about(
    'The identity that gets an identity credential for the rows that the page makes. Needs `identity-credentials:write`.',
    nullable(Identifier),
  ),
);

const RedirectUrl = optional(
  about(
    'The address to go to at the end, exactly as `setup_page.allowed_redirects` of the instance has it.',
    nullable(Type.String({ minLength: 1, maxLength: 2_000 })),
  ),
);

export const CreateSetupSession = Type.Object({
  ...labels,
  provider_id: optional(
    about('The id or slug of the provider; by default that of the deployment or method.', Identifier),
  ),
  provider_deployment_id: optional(
    about('The deployment that the new rows belong to.', nullable(Identifier)),
  ),
  provider_auth_method_id: optional(
    about('The auth method. Without one, the visitor chooses among several.', nullable(Identifier)),
  ),
  provider_auth_credentials_id: optional(
    about(
      'The app registration to sign in with; by default that of the OAuth method. The page then offers this method alone.',
      nullable(Identifier),
    ),
  ),
  identity_id,
  consumer_id: optional(
    about(
      'The consumer that the session is for. Its identity gets the credential; one with several identities needs `identity_id` as well.',
      nullable(Identifier),
    ),
  ),
  redirect_url: RedirectUrl,
  type: optional(
    about(
      'The parts to ask for. `auto`, the default: a credential if the provider has auth methods, a config if its schema has members.',
      words(...types, 'auto'),
    ),
  ),
  configuration: optional(nullable(Configuration)),
});
export type CreateSetupSession = Static<typeof CreateSetupSession>;

export const UpdateSetupSession = Type.Object({ ...labels, identity_id });
export type UpdateSetupSession = Static<typeof UpdateSetupSession>;

export const ReconnectInput = Type.Object({ ...labels, redirect_url: RedirectUrl });
export type ReconnectInput = Static<typeof ReconnectInput>;
