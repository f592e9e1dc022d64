import { lineText } from '@berth/resource';
import { Type } from '@sinclair/typebox';
import { shownMember } from '../../openapi/body-schema.ts';
import { bodyOf } from './body.ts';
import { Link, linksOf, listView } from './hal-schema.ts';
import { listInput } from './query.ts';

export const PROVIDER_REL = 'inf:provider';

/** The sortable members and their columns. */
export const PROVIDER_SORTS = { name: 'name', createdAt: 'created_at' } as const;
export const ProviderQuery = listInput(PROVIDER_SORTS, {});

const credentialType = Type.String({ minLength: 1, maxLength: 255 });
const time = Type.String({ format: 'date-time' });

export const ProviderView = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    type: Type.String(),
    managed: Type.Boolean(),
    internal: Type.Boolean(),
    credential: Type.Object({ type: Type.String(), configured: Type.Boolean() }),
    createdAt: time,
    updatedAt: time,
    _links: linksOf({ 'inf:model': Link }),
  },
  { $id: 'Provider' },
);
export const ProviderListView = listView('ProviderList', { [PROVIDER_REL]: Type.Array(ProviderView) });

const members = {
  name: lineText({ maxLength: 255, isNeeded: true }),
  type: Type.String({ minLength: 1, maxLength: 255, description: 'The id of a provider type.' }),
  credential: Type.Object(
    { type: credentialType, configured: Type.Optional(Type.Unknown(shownMember)) },
    {
      additionalProperties: true,
      description: 'A credential type of the provider type, and the members that it needs, such as `apiKey`.',
    },
  ),
};
const ANSWERED = ['managed', 'internal'];

export const CreateProvider = Type.Object(members);
export const UpdateProvider = Type.Partial(CreateProvider);
export const CreateProviderBody = bodyOf('CreateProvider', CreateProvider, ANSWERED);
export const UpdateProviderBody = bodyOf('UpdateProvider', UpdateProvider, ANSWERED);

export const ProviderTypesView = Type.Object(
  {
    types: Type.Array(
      Type.Object(
        {
          id: Type.String(),
          name: Type.String(),
          description: Type.String(),
          credentialTypes: Type.Array(Type.String()),
          capabilities: Type.Array(Type.String()),
          documentationUrl: Type.String(),
        },
        { $id: 'ProviderType' },
      ),
    ),
  },
  { $id: 'ProviderTypes' },
);
