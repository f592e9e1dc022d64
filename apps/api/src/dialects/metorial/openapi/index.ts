import { openRoutes } from '../../../open-routes.ts';
import { documentOf, type OperationEntry } from '../../../openapi/document.ts';
import type { FaceDocument } from '../../../openapi/face-document.ts';
import { createSchemas, type Schemas } from '../../../openapi/schemas.ts';
import { errorReference } from '../../../openapi/statuses.ts';
import type { Parameter, Reference } from '../../../openapi/types.ts';
import { errorAnswers, errorStatuses, notModifiedReference, successAnswer } from './answers.ts';
import { exchanges } from './exchanges.ts';
import { openErrors, openOperation } from './open-operations.ts';
import { type Described, describeOperations, resources, tagOf } from './operations.ts';
import { readOptions, shared } from './parameters.ts';

/** The document of the root face, from the definitions of the registry, and of what needs no key. */
export const rootDocument: FaceDocument = { name: 'root', pathOf: (path) => path, exchanges, describe };

const DESCRIPTION = `The API of Berth, a self-hosted control plane for provider configuration. Every request carries a
key as bearer token, but for the few that need none; what the key may not see is the same 404 as what is not there. A
verb that a path does not have is 405 with \`Allow\`; more requests than a key may make are 429 with \`Retry-After\`.
\`PATCH\` keeps what is absent and clears what is \`null\`; \`DELETE\` archives. Filters that take several values take them
as \`status=active&status=archived\` or \`status[0]=active\`; unknown parameters are ignored. No text may hold NUL or one
half of a surrogate pair. An error is \`application/problem+json\` (RFC 9457) for who names that type in \`Accept\`. A
request may carry an \`X-Request-Id\` of its own, which is echoed, and the version of the API that it is written for in
\`Metorial-Version\`.

The ids in the examples stand for rows of your own. A provider's slug can stand wherever its id can, so this body makes
a config at \`POST /provider-configs\`: \`{"provider_id": "openai", "value": {"api_key": "example-key"}}\`.`;

const openTags = [
  { name: 'Health', description: 'How the server is, without a key.' },
  { name: 'API reference', description: 'The documents that describe this API, without a key.' },
];

function describe(version: string, examples: Parameters<FaceDocument['describe']>[1]) {
  const schemas = createSchemas();
  const operations = describeOperations(schemas);
  const errors = [...operations.flatMap(errorStatuses), ...openRoutes.flatMap(openErrors)];
  return documentOf(
    {
      title: 'Berth',
      summary: 'Provider configuration: catalogue, deployments, vaults and configs.',
      description: DESCRIPTION,
      tags: [
        ...resources.map((resource) => ({ name: tagOf(resource), description: resource.about })),
        ...openTags,
      ],
      operations: [
        ...operations.map((operation) => operationEntry(operation, schemas)),
        ...openRoutes.map((route) => openOperation(route, schemas)),
      ],
      pathParameters: {
        id: 'The id of the row. Where a slug or a handle means a row, it can stand here.',
        n: 'Which one behind the row: the number of a revision, the holder of a reference.',
        file: 'The name of a face and `.json`.',
      },
      schemas,
      responses: errorAnswers(errors, schemas),
      parameters: shared,
      key: {
        type: 'http',
        scheme: 'bearer',
        description: 'An API key of an instance. What it may do is a matter of its scopes.',
      },
    },
    version,
    examples,
  );
}

function operationEntry(operation: Described, schemas: Schemas): OperationEntry {
  const { body, parameters } = operation;
  return {
    ...operation,
    description: descriptionOf(operation),
    deprecated: operation.deprecated !== null,
    body: body && bodyEntry(body, schemas),
    success: { status: 200, answer: successAnswer(operation, schemas) },
    others: {
      ...(parameters.some(isReadOption) ? notModifiedReference : {}),
      ...Object.fromEntries(errorStatuses(operation).map((status) => [status, errorReference(status)])),
    },
  };
}

const isReadOption = (parameter: Parameter | Reference): boolean =>
  readOptions.some((option) => option === parameter);

function descriptionOf({ description, deprecated }: Described): string {
  if (!deprecated) return description;
  const instead = deprecated.instead === undefined ? '' : `; use \`${deprecated.instead}\``;
  return `${description} Deprecated since ${deprecated.since}${instead}.`;
}

function bodyEntry(
  { name, schema }: NonNullable<Described['body']>,
  schemas: Schemas,
): NonNullable<OperationEntry['body']> {
  const own = schemas.of(schema);
  const required = Array.isArray(schema.required) && schema.required.length > 0;
  return { required, schema: name === null ? own : schemas.named(name, own) };
}
