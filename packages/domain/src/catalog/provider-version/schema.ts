import { type Static, Type } from '@sinclair/typebox';
import { descriptionInput, descriptionView } from '../../described.ts';
import { about, Identifier, nullable, optional, RequiredName, words } from '../../fields.ts';
import { archivable } from '../../stamps.ts';
import { SpecificationInput } from '../specification/index.ts';
import { Migrations } from './migration-schema.ts';

export const ProviderVersionView = Type.Object({
  object: Type.Literal('provider.version'),
  id: Identifier,
  status: words('active', 'archived'),
  version: Type.String(),
  provider_id: Identifier,
  is_current: Type.Boolean(),
  name: Type.String(),
  ...descriptionView,
  specification_id: nullable(Identifier),
  migrations: optional(
    about(
      'The patches that take values of other versions to this one. Other objects show a version without them.',
      Migrations,
    ),
  ),
  ...archivable,
});
export type ProviderVersionView = Static<typeof ProviderVersionView>;

const Test = Type.Object({
  url: Type.String({ minLength: 1, maxLength: 2_000 }),
  headers: optional(Type.Record(Type.String({ maxLength: 200 }), Type.String({ maxLength: 4_000 }))),
});

/** The input for a version of a provider: its name and the content of its specification. */
export const VersionInput = Type.Object({
  version: about(
    'The version number, unique within the provider, such as `1.0.0`.',
    Type.String({ minLength: 1, maxLength: 100 }),
  ),
  name: optional(RequiredName),
  ...descriptionInput,
  test: optional(
    about(
      'The request that tests the connection to the provider. `{auth/token}` stands for a leaf of the value. A header is the first template between ` || ` that the value fills, such as `Bearer {token} || Basic base64({user}:{password})`.',
      nullable(Test),
    ),
  ),
  migrations: optional(
    about(
      'Patches that take values of other versions to this one. They never change afterwards. Together at most 65,536 characters.',
      Migrations,
    ),
  ),
  ...SpecificationInput.properties,
});
export type VersionInput = Static<typeof VersionInput>;

export const CreateProviderVersion = Type.Composite([Type.Object({ provider_id: Identifier }), VersionInput]);
export const UpdateProviderVersion = Type.Object({
  is_current: optional(
    about('True makes it the current version. Exactly one version of a provider is current.', Type.Boolean()),
  ),
  name: optional(RequiredName),
  ...descriptionInput,
});
export type UpdateProviderVersion = Static<typeof UpdateProviderVersion>;
export type CreateProviderVersion = Static<typeof CreateProviderVersion>;
