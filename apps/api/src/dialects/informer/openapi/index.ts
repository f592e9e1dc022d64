import { documentOf } from '../../../openapi/document.ts';
import type { FaceDocument } from '../../../openapi/face-document.ts';
import { createSchemas } from '../../../openapi/schemas.ts';
import { routes } from '../routes.ts';
import { errorAnswers } from './answers.ts';
import { exchanges } from './exchanges.ts';
import { operationOf } from './operations.ts';

const DESCRIPTION = `AI providers, their types and their models as HAL, for the clients of Entrinsik Informer 5.
Every request carries a key as bearer token; what the key may not see is the same 404 as what is not there, and without
the scopes every id is 403. Answers are \`application/hal+json\` to who accepts that by name. A member of a body that is
not known is 400; those that only answers have may be sent back. No text may hold NUL or one half of a surrogate
pair.`;

/** The document of this face, from its routes. */
export const informerDocument: FaceDocument = {
  name: 'informer',
  pathOf: (path) => (/^\/api(?:$|\/)/.test(path) ? path : null),
  exchanges,
  describe: (version, examples) => {
    const schemas = createSchemas();
    return documentOf(
      {
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
        operations: routes.map((route) => operationOf(route, schemas)),
        pathParameters: { id: 'The id of it. A slug will do for a model, a name for a relation.' },
        schemas,
        responses: errorAnswers(routes, schemas),
        key: {
          type: 'http',
          scheme: 'bearer',
          description: 'The same keys as on the root face. What one may do is a matter of its scopes.',
        },
      },
      version,
      examples,
    );
  },
};
