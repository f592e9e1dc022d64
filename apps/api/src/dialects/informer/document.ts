import type { FaceText } from '../../face/face.ts';
import type { KeyRoute } from '../../face/route.ts';
import { everyHeader, headerReference, replayed } from '../../openapi/headers.ts';
import { inputParameters } from '../../openapi/parameters.ts';
import type { Schemas } from '../../openapi/schemas.ts';
import { errorReference } from '../../openapi/statuses.ts';
import type { Answer } from '../../openapi/types.ts';
import { errorAnswers, errorStatuses } from './document-answers.ts';

const DESCRIPTION = `AI providers, their types and their models as HAL, for the clients of Entrinsik Informer 5.
Every request carries a key as bearer token; what the key may not see is the same 404 as what is not there, and without
the scopes every id is 403. Answers are \`application/hal+json\` to who accepts that by name. A member of a body that is
not known is 400; those that only answers have may be sent back. No text may hold NUL or one half of a surrogate
pair.`;

/** The texts and parts of this face's OpenAPI document. */
export const document: FaceText<KeyRoute> = {
  title: 'Berth for Informer clients',
  summary: 'AI providers, their types and their models under /api.',
  description: DESCRIPTION,
  tags: [
    { name: 'Entry', description: 'Where a client begins, and what its links mean.' },
    {
      name: 'Providers',
      description: 'Deployments of providers with AI models, and their credentials.',
    },
    { name: 'Models', description: 'What providers have, and other names for it.' },
  ],
  pathParameters: { id: 'The id of it. A slug will do for a model, a name for a relation.' },
  key: {
    type: 'http',
    scheme: 'bearer',
    description: 'The same keys as on the root face. What one may do is a matter of its scopes.',
  },
  parametersOf: inputParameters,
  success,
  others: (route) =>
    Object.fromEntries(errorStatuses(route).map((status) => [status, errorReference(status)])),
  responses: errorAnswers,
};

function success({ status, view, repeatable }: KeyRoute, schemas: Schemas): Answer {
  const headers = {
    ...everyHeader,
    ...(status === 201 ? { Location: headerReference('Location') } : {}),
    ...(repeatable ? replayed : {}),
  };
  if (!view) return { description: 'Done.', headers };
  const media = { schema: schemas.of(view) };
  return {
    description: 'Done.',
    headers: { ...headers, Vary: headerReference('Vary') },
    content: { 'application/json': media, 'application/hal+json': media },
  };
}
