import { Type } from '@sinclair/typebox';
import type { OpenRoute } from '../open-route.ts';

const DocumentView = Type.Object(
  {
    openapi: Type.Literal('3.1.0'),
    info: Type.Record(Type.String(), Type.Unknown()),
    paths: Type.Record(Type.String(), Type.Unknown()),
  },
  { additionalProperties: true },
);

const common = {
  tag: 'API reference',
  statuses: [200],
  type: 'application/json',
  view: DocumentView,
  tagged: true,
} as const;

/** `/openapi.json`: the document of the root face. */
export const rootRoute: OpenRoute = {
  ...common,
  id: 'openapi.root',
  path: '/openapi.json',
  summary: 'Get the OpenAPI document of the root face',
  description: 'What this document is.',
  errors: [],
};

/** `/openapi/root.json` and the like. */
export const faceRoute: OpenRoute = {
  ...common,
  id: 'openapi.face',
  path: '/openapi/:file',
  summary: 'Get the OpenAPI document of a face',
  description: 'Each face has one, such as `root.json`.',
  errors: ['not_found'],
};

export const documentRoutes: readonly OpenRoute[] = [rootRoute, faceRoute];
