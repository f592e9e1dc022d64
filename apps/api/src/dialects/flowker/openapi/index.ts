import { documentOf } from '../../../openapi/document.ts';
import type { FaceDocument } from '../../../openapi/face-document.ts';
import { createSchemas } from '../../../openapi/schemas.ts';
import { canonicalPath } from '../router.ts';
import { routes } from '../routes.ts';
import { commonAnswers } from './answers.ts';
import { exchanges } from './exchanges.ts';
import { operationOf } from './operations.ts';

const DESCRIPTION = `Provider configurations, the catalogue and the audit events of Berth, in the words of Flowker.
Every request carries a key in \`X-API-Key\`. In paths, case and a slash at the end do not matter; HEAD works wherever
GET does. In bodies, case does not matter in the names of members, one that is null is absent, and one that is not
known is ignored. No text may hold NUL or one half of a surrogate pair. Clients key on status and code.`;

/** The document of this face, from its routes. */
export const flowkerDocument: FaceDocument = {
  name: 'flowker',
  pathOf: (path) => (/^\/v1\//i.test(path) ? canonicalPath(path) : null),
  exchanges,
  describe: (version, examples) => {
    const schemas = createSchemas();
    return documentOf(
      {
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
        operations: routes.map((route) => operationOf(route, schemas)),
        pathParameters: { id: 'What stands for it in the list.' },
        schemas,
        responses: commonAnswers(routes, schemas),
        key: {
          type: 'apiKey',
          in: 'header',
          name: 'X-API-Key',
          description: 'The same keys as on the root face. What one may do is a matter of its scopes.',
        },
      },
      version,
      examples,
    );
  },
};
