import { Type } from '@sinclair/typebox';
import type { Opened, OpenRoute } from '../face/route.ts';
import { requestErrors } from '../http/errors.ts';
import { isAmong } from '../http/etag.ts';
import { documentNames, readDocument, type ServedDocument } from './documents.ts';

const DocumentView = Type.Object(
  {
    openapi: Type.Literal('3.1.0'),
    info: Type.Record(Type.String(), Type.Unknown()),
    paths: Type.Record(Type.String(), Type.Unknown()),
  },
  { additionalProperties: true },
);

const common = {
  open: true,
  tag: 'API reference',
  method: 'GET',
  status: 200,
  type: 'application/json',
  view: DocumentView,
  tagged: true,
} as const;

const rootRoute: OpenRoute = {
  ...common,
  id: 'openapi.root',
  path: '/openapi.json',
  summary: 'Get the OpenAPI document of the root face',
  description: 'Answers this document.',
  errors: [],
  run: (opened) => answerDocument('root', opened),
};

const faceRoute: OpenRoute = {
  ...common,
  id: 'openapi.face',
  path: '/openapi/:file',
  summary: 'Get the OpenAPI document of a face',
  description: 'Each face has its own document, such as `root.json`.',
  errors: ['not_found'],
  run: (opened) => {
    const [, name = ''] = /^(.+)\.json$/.exec(opened.params.file ?? '') ?? [];
    return answerDocument(name, opened);
  },
};

/** The routes of the OpenAPI documents, without a key: `/openapi/<face>.json`, and `/openapi.json` for the root's. */
export const documentRoutes: readonly OpenRoute[] = [rootRoute, faceRoute];

/** Answers the document of a face. @throws DomainError `not_found`. */
function answerDocument(name: string, { c, request }: Opened): Response {
  const document = readDocument(name, request.server.basePath);
  if (!document) throw requestErrors.noDocument({ faces: documentNames.join(', ') }, { entity: 'document' });
  return answerWith(document, c.req.header('if-none-match') ?? '');
}

function answerWith({ text, etag }: ServedDocument, asked: string): Response {
  const headers = { ETag: etag, 'Cache-Control': 'no-cache' };
  if (isAmong(asked, etag)) return new Response(null, { status: 304, headers });
  return new Response(text, { headers: { 'Content-Type': 'application/json', ...headers } });
}
