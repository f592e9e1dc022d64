import type { FaceText } from '../../face/face.ts';
import { everyHeader, replayed } from '../../openapi/headers.ts';
import { inputParameters } from '../../openapi/parameters.ts';
import { codesByStatus, commonAnswers, errorAnswer } from './document-answers.ts';
import type { FlowkerRoute } from './route.ts';

const DESCRIPTION = `Provider configurations, the catalogue and the audit events of Berth, in the words of Flowker.
Every request carries a key in \`X-API-Key\`. In paths, case and a slash at the end do not matter; HEAD works wherever
GET does. In bodies, case does not matter in the names of members, one that is null is absent, and one that is not
known is ignored. No text may hold NUL or one half of a surrogate pair. Clients key on status and code.`;

/** The texts and parts of this face's OpenAPI document. */
export const document: FaceText<FlowkerRoute> = {
  title: 'Berth for Flowker clients',
  summary: 'Provider configurations, catalogue and audit events under /v1.',
  description: DESCRIPTION,
  tags: [
    {
      name: 'Provider configurations',
      description: 'Configs that have a name, with their secrets masked.',
    },
    { name: 'Catalogue', description: 'What can be configured, and what workflows are made of.' },
    { name: 'Audit events', description: 'What was done to configurations, hashed in a chain.' },
  ],
  pathParameters: { id: 'What stands for it in the list.' },
  key: {
    type: 'apiKey',
    in: 'header',
    name: 'X-API-Key',
    description: 'The same keys as on the root face. What one may do is a matter of its scopes.',
  },
  needsBody: true,
  parametersOf: inputParameters,
  success: ({ view, repeatable }, schemas) => ({
    description: 'Done.',
    headers: { ...everyHeader, ...(repeatable ? replayed : {}) },
    ...(view ? { content: { 'application/json': { schema: schemas.of(view) } } } : {}),
  }),
  others: (route, schemas) =>
    Object.fromEntries(
      [...codesByStatus(route)].map(([status, codes]) => [status, errorAnswer(status, codes, schemas)]),
    ),
  responses: commonAnswers,
};
