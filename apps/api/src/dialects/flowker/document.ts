import type { FaceText } from '../../face/face.ts';
import type { KeyRoute } from '../../face/route.ts';
import { everyHeader, notModified, replayed, tagged } from '../../openapi/headers.ts';
import { inputParameters } from '../../openapi/parameters.ts';
import { codesByStatus, commonAnswers, errorAnswer } from './document-answers.ts';
import type { Code } from './errors.ts';

const DESCRIPTION = `Provider configurations, the catalogue and the audit events of Berth, for clients of Flowker. Every
request carries an API key in \`X-API-Key\`. Paths ignore case and a trailing slash; HEAD works wherever GET does. Names of
body members ignore case; members that are null count as absent, and unknown members are ignored. Text must not contain
NUL or half of a surrogate pair. Clients should rely on status and code.`;

/** The texts and parts of this face's OpenAPI document. */
export const document: FaceText<KeyRoute<Code>> = {
  title: 'Berth for Flowker clients',
  summary: 'Provider configurations, catalogue and audit events under /v1.',
  description: DESCRIPTION,
  tags: [
    {
      name: 'Provider configurations',
      description: 'Configs that have a name, with masked secrets.',
    },
    {
      name: 'Catalogue',
      description:
        'Providers that can be configured, and the parts of workflows: executors, triggers and templates.',
    },
    { name: 'Audit events', description: 'Audit events of configurations, in a hash chain.' },
  ],
  pathParameters: { id: 'The id that the list shows.' },
  key: {
    type: 'apiKey',
    in: 'header',
    name: 'X-API-Key',
    description: 'An API key of an instance, the same as on the root face. Its scopes define its access.',
  },
  needsBody: true,
  parametersOf: inputParameters,
  success: ({ view, repeatable, versions }, schemas) => ({
    description: 'Success.',
    headers: {
      ...everyHeader,
      ...(repeatable ? replayed : {}),
      ...(versions && view ? tagged : {}),
    },
    ...(view ? { content: { 'application/json': { schema: schemas.of(view) } } } : {}),
  }),
  others: (route, schemas) =>
    Object.fromEntries([
      ...(route.versions === 'shown' ? [[304, notModified]] : []),
      ...[...codesByStatus(route)].map(([status, codes]) => [status, errorAnswer(status, codes, schemas)]),
    ]),
  responses: commonAnswers,
};
