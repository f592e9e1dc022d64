import type { FaceText } from '../../face/face.ts';
import type { KeyRoute } from '../../face/route.ts';
import { everyHeader, headerReference, notModified, replayed, tagged } from '../../openapi/headers.ts';
import { inputParameters } from '../../openapi/parameters.ts';
import type { Schemas } from '../../openapi/schemas.ts';
import { errorReference } from '../../openapi/statuses.ts';
import type { Answer } from '../../openapi/types.ts';
import { errorAnswers, errorStatuses } from './document-answers.ts';

const DESCRIPTION = `AI providers, their types and their models as HAL, for clients of Entrinsik Informer 5. Every request
carries an API key as bearer token. A row that the key may not see is answered with 404, as a row that does not exist; a
key without the scopes gets 403 for every id. Answers are \`application/hal+json\` for clients that name this type in
\`Accept\`. An unknown member of a body is answered with 400; members that only answers have may be sent back. Text must
not contain NUL or half of a surrogate pair.`;

/** The texts and parts of this face's OpenAPI document. */
export const document: FaceText<KeyRoute> = {
  title: 'Berth for Informer clients',
  summary: 'AI providers, their types and their models under /api.',
  description: DESCRIPTION,
  tags: [
    { name: 'Entry', description: 'The entry point of the API and the meaning of its link relations.' },
    {
      name: 'Providers',
      description: 'Deployments of providers with AI models, and their credentials.',
    },
    { name: 'Models', description: 'Models of providers, and aliases of models.' },
  ],
  pathParameters: { id: 'The id of the row; for a model its slug works too, for a relation use its name.' },
  key: {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key of an instance, the same as on the root face. Its scopes define its access.',
  },
  parametersOf: inputParameters,
  success,
  others: (route) =>
    Object.fromEntries([
      ...(route.versions === 'shown'
        ? [[304, { ...notModified, headers: { ...notModified.headers, Vary: headerReference('Vary') } }]]
        : []),
      ...errorStatuses(route).map((status) => [status, errorReference(status)]),
    ]),
  responses: errorAnswers,
};

function success({ status, view, repeatable, versions }: KeyRoute, schemas: Schemas): Answer {
  const headers = {
    ...everyHeader,
    ...(status === 201 ? { Location: headerReference('Location') } : {}),
    ...(repeatable ? replayed : {}),
    ...(versions && view ? tagged : {}),
  };
  if (!view) return { description: 'Success.', headers };
  const media = { schema: schemas.of(view) };
  return {
    description: 'Success.',
    headers: { ...headers, Vary: headerReference('Vary') },
    content: { 'application/json': media, 'application/hal+json': media },
  };
}
