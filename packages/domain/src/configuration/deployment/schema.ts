import { type Static, Type } from '@sinclair/typebox';
import { ProviderVersionView } from '../../catalog/provider-version/index.ts';
import { about, Identifier, Name, nullable, optional, Timestamp, words } from '../../fields.ts';
import { archivable } from '../../stamps.ts';
import { labels, labelsView } from '../labels.ts';
import { ConfigPreview } from '../preview.ts';
import { oneSource, ValueSource } from '../provider-config/index.ts';
import { BLOCKED_REASONS } from '../tables/deployment.ts';

export const DeploymentView = Type.Object({
  object: Type.Literal('provider.deployment'),
  id: Identifier,
  status: words('active', 'archived'),
  is_default: Type.Boolean(),
  managed: about(
    'Only keys with `provider-deployments:admin` can set it, and change or archive a deployment that has it.',
    Type.Boolean(),
  ),
  internal: about(
    'Only keys with `provider-deployments:admin` can set it, and change or archive a deployment that has it.',
    Type.Boolean(),
  ),
  ...labelsView,
  provider_id: Identifier,
  follow: about(
    'The policy for new versions. `current`: new configs take the current version at once. `safe`: the deployment stays on `locked_version` and moves with its configs when all of them fit the current version. Null: it is locked.',
    nullable(words('current', 'safe')),
  ),
  locked_version: about(
    'The version that the deployment stays on; null with `follow: "current"`.',
    nullable(ProviderVersionView),
  ),
  is_behind: about(
    'True when the locked version is not the current one, or a live config is on another specification than that of the version in force.',
    Type.Boolean(),
  ),
  upgrade_blocked: about(
    'With `follow: "safe"`, the current version that the deployment did not move to, and why. Send `follow` again to have it checked again. Null for none.',
    nullable(
      Type.Object({
        provider_version_id: Identifier,
        reason: about(
          '`breaks`: some configs do not fit; an upgrade preview names them. `stale`: the move would make secrets stale, so that they are not revealed until they are sent again or confirmed. `asks_secrets`: the version asks about the content of kept secrets what the present one does not, so that only a key that may reveal them can move the deployment (`POST /provider-deployments/:id/upgrade`). `too_many`: more configs than one move takes. `failed`: the check itself failed; it is tried again.',
          words(...BLOCKED_REASONS),
        ),
        checked: Type.Integer(),
        passes: Type.Integer(),
        breaks: Type.Integer(),
        stale: about('The configs with secrets that the move would make stale.', Type.Integer()),
        checked_at: Timestamp,
      }),
    ),
  ),
  default_config: nullable(ConfigPreview),
  ...archivable,
});
export type DeploymentView = Static<typeof DeploymentView>;

const changeable = {
  ...labels,
  follow: optional(
    about(
      'The policy for new versions, instead of a lock. `current`: new configs take the current version at once. `safe`: the deployment stays on the version that it is on, and moves with its configs when all of them fit the current one. Null: it is locked to the version that it is on.',
      nullable(words('current', 'safe')),
    ),
  ),
  managed: optional(
    about(
      'Only keys with `provider-deployments:admin` can set it, and change or archive a deployment that has it.',
      Type.Boolean(),
    ),
  ),
  internal: optional(
    about(
      'Only keys with `provider-deployments:admin` can set it, and change or archive a deployment that has it.',
      Type.Boolean(),
    ),
  ),
};

export const CreateDeployment = Type.Object({
  ...changeable,
  provider_id: about('The id or slug of the provider.', Identifier),
  locked_provider_version_id: optional(
    about(
      'The version to stay on: a version that the instance may use. Null follows the current version.',
      nullable(Identifier),
    ),
  ),
  provider_config_id: optional(
    about('An existing config, by id or handle, to use as the default config.', nullable(Identifier)),
  ),
  provider_config: optional(
    about(
      'A config to create as the default config.',
      Type.Composite([Type.Object({ name: optional(nullable(Name)) }), ValueSource], oneSource),
    ),
  ),
});
export type CreateDeployment = Static<typeof CreateDeployment>;

export const UpdateDeployment = Type.Object({
  ...changeable,
  locked_provider_version_id: optional(
    about(
      'The version to stay on: a version that the instance may use. Null follows the current version. Configs that exist stay on their specification.',
      nullable(Identifier),
    ),
  ),
  provider_config_id: optional(
    about(
      'A config of the provider, by id or handle, to use as the default config from now on; null leaves none.',
      nullable(Identifier),
    ),
  ),
});
export type UpdateDeployment = Static<typeof UpdateDeployment>;
