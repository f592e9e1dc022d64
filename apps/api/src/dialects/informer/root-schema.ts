import { Type } from '@sinclair/typebox';
import { Link, linksOf } from './hal-schema.ts';
import { MODEL_REL } from './model-schema.ts';
import { PROVIDER_REL } from './provider-schema.ts';

export const TYPES_REL = 'inf:provider-type';

export const RootView = Type.Object(
  { _links: linksOf({ [PROVIDER_REL]: Link, [MODEL_REL]: Link, [TYPES_REL]: Link }) },
  { $id: 'Root' },
);

export const RelationView = Type.Object(
  { rel: Type.String(), description: Type.String() },
  { $id: 'Relation' },
);
