import { type Static, Type } from '@sinclair/typebox';
import { descriptionInput } from '../../described.ts';
import { about, Identifier, Metadata, nullable, optional, RequiredName, Slug, words } from '../../fields.ts';
import { archivable } from '../../stamps.ts';
import { ProviderVersionView, VersionInput } from '../provider-version/index.ts';
import { PublisherView } from '../publisher/index.ts';

const OAuth = Type.Object({
  status: words('enabled', 'disabled'),
  callback_url: about(
    'The redirect URI to register with an OAuth app, for sign-ins on setup pages; null when no OAuth method has an `authorization_url`.',
    nullable(Type.String()),
  ),
  auto_registration: Type.Object({ status: words('supported', 'unsupported') }),
});

export const ProviderView = Type.Object({
  object: Type.Literal('provider'),
  id: Identifier,
  access: about(
    '`public`: from the shipped catalogue. `tenant`: defined by the instance.',
    words('public', 'tenant'),
  ),
  status: words('active', 'archived'),
  publisher: PublisherView,
  current_version: about(
    'The version that new configs are validated against: the current one, or the one before while the instance has yet to approve that. Null while there is none.',
    nullable(ProviderVersionView),
  ),
  oauth: nullable(OAuth),
  identifier: Type.String(),
  name: Type.String(),
  description: nullable(Type.String()),
  slug: Type.String(),
  metadata: nullable(Metadata),
  ...archivable,
});
export type ProviderView = Static<typeof ProviderView>;

export const CreateProvider = Type.Object({
  slug: Slug,
  name: RequiredName,
  ...descriptionInput,
  version: VersionInput,
});
export type CreateProvider = Static<typeof CreateProvider>;

export const UpdateProvider = Type.Object({
  name: optional(RequiredName),
  ...descriptionInput,
});
export type UpdateProvider = Static<typeof UpdateProvider>;
