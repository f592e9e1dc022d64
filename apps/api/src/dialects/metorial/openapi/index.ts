import type { Exchange, Exchanges, FaceDocument } from '../../../openapi/face-document.ts';
import { createSchemas, type Schemas } from '../../../openapi/schemas.ts';
import type { Document, OperationObject, Parameter, Reference } from '../../../openapi/types.ts';
import {
  errorAnswers,
  errorReference,
  errorStatuses,
  headers,
  NOT_MODIFIED,
  successAnswer,
} from './answers.ts';
import { exchanges } from './exchanges.ts';
import { type Described, describeOperations, resources, tagOf } from './operations.ts';
import { pathParameter, readOptions, shared } from './parameters.ts';

/** The document of the root face, from the definitions of the registry. */
export const rootDocument: FaceDocument = { name: 'root', exchanges, describe };

const DESCRIPTION = `The API of Berth, a self-hosted control plane for provider configuration. Every request carries a
key as bearer token; what the key may not see is the same 404 as what is not there. A verb that a path does not have is
405 with \`Allow\`; more requests than a key may make are 429 with \`Retry-After\`. \`PATCH\` keeps what is absent and
clears what is \`null\`; \`DELETE\` archives. Filters that take several values take them as
\`status=active&status=archived\` or \`status[0]=active\`; unknown parameters are ignored. An error is
\`application/problem+json\` (RFC 9457) for who names that type in \`Accept\`. A request may carry an \`X-Request-Id\` of its
own, which is echoed, and the version of the API that it is written for in \`Metorial-Version\`.`;

function describe(version: string, examples: Exchanges): Document {
  const schemas = createSchemas();
  const operations = describeOperations(schemas);
  const paths: Document['paths'] = {};
  for (const operation of operations) {
    const item = paths[operation.path] ?? {};
    item[operation.method] = operationObject(operation, schemas, examples[operation.id]);
    paths[operation.path] = item;
  }
  const responses = errorAnswers(operations.flatMap(errorStatuses), schemas);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Berth',
      version,
      summary: 'Provider configuration: catalogue, deployments, vaults and configs.',
      description: DESCRIPTION.replaceAll('\n', ' '),
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      contact: { name: 'Berth' },
    },
    servers: [{ url: '/', description: 'The server that serves this document.' }],
    tags: resources.map((resource) => ({ name: tagOf(resource), description: resource.about })),
    paths,
    components: {
      schemas: schemas.components(),
      responses,
      parameters: shared,
      headers,
      securitySchemes: {
        key: {
          type: 'http',
          scheme: 'bearer',
          description: 'An API key of an instance. What it may do is a matter of its scopes.',
        },
      },
    },
  };
}

function operationObject(
  operation: Described,
  schemas: Schemas,
  example: Exchange | undefined,
): OperationObject {
  const parameters: (Parameter | Reference)[] = [
    ...pathParameters(operation.path, example),
    ...operation.parameters,
  ];
  return {
    operationId: operation.id,
    summary: operation.summary,
    description: descriptionOf(operation),
    tags: [operation.tag],
    ...(operation.deprecated ? { deprecated: true } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(operation.body ? { requestBody: requestBody(operation.body, schemas, example) } : {}),
    responses: {
      200: successAnswer(operation, schemas, example?.answer),
      ...(operation.parameters.some(isReadOption) ? notModified : {}),
      ...Object.fromEntries(errorStatuses(operation).map((status) => [status, errorReference(status)])),
    },
    security: [{ key: [] }],
    'x-required-scopes': operation.scopes,
  };
}

const isReadOption = (parameter: Parameter | Reference): boolean =>
  readOptions.some((option) => option === parameter);
function descriptionOf({ description, scopes, deprecated }: Described): string {
  const needs = `${description} Needs ${scopesInWords(scopes)}.`;
  if (!deprecated) return needs;
  const instead = deprecated.instead === undefined ? '' : `; use \`${deprecated.instead}\``;
  return `${needs} Deprecated since ${deprecated.since}${instead}.`;
}

const notModified = { [NOT_MODIFIED]: { $ref: '#/components/responses/NotModified' } };

const scopesInWords = (alternatives: Described['scopes']): string =>
  alternatives.map((scopes) => scopes.map((scope) => `\`${scope}\``).join(' and ')).join(' or ');

const described: Record<string, string> = {
  id: 'The id of the row. Where a slug or a handle means a row, it can stand here.',
  n: 'Which one behind the row: the number of a revision, the holder of a reference.',
};

const pathParameters = (path: string, example: Exchange | undefined): Parameter[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) =>
    pathParameter(name, described[name] ?? name, example?.path?.[name]),
  );

function requestBody(
  { name, schema }: NonNullable<Described['body']>,
  schemas: Schemas,
  example: Exchange | undefined,
): NonNullable<OperationObject['requestBody']> {
  const own = schemas.of(schema);
  const required = Array.isArray(schema.required) && schema.required.length > 0;
  return {
    required,
    content: {
      'application/json': {
        schema: name === null ? own : schemas.named(name, own),
        ...(example?.body === undefined ? {} : { example: example.body }),
      },
    },
  };
}
