import { isRead } from '../http/position.ts';
import { headerReference, headers } from '../openapi/headers.ts';
import { position, prefer, templateOf } from '../openapi/parameters.ts';
import { createSchemas, type Schemas } from '../openapi/schemas.ts';
import type {
  Answer,
  Document,
  MediaType,
  Method,
  OperationObject,
  Parameter,
  Reference,
} from '../openapi/types.ts';
import type { Exchange, Exchanges } from './exchanges.ts';
import type { Face } from './face.ts';
import type { Route } from './route.ts';

/** The media type of JSON values, one a line. */
export const JSON_LINES = 'application/x-ndjson';

/** Describes a face as an OpenAPI document, from its routes and these examples. Leaves out unused components. */
export function describeFace(face: Face, version: string, examples: Exchanges): Document {
  const { document } = face;
  const schemas = createSchemas();
  const paths: Document['paths'] = {};
  for (const route of face.routes) {
    const path = templateOf(route.path);
    const method = route.method.toLowerCase() as Method;
    paths[path] = { ...paths[path], [method]: operationOf(face, route, schemas, examples[route.id]) };
  }
  const responses = document.responses(face.routes, schemas);
  const components = schemas.components();
  const text = JSON.stringify([paths, components, responses]);
  const used = <T>(group: string, all: Record<string, T>): Record<string, T> =>
    Object.fromEntries(
      Object.entries(all).filter(([name]) => text.includes(`"#/components/${group}/${name}"`)),
    );
  return {
    openapi: '3.1.0',
    info: {
      title: document.title,
      version,
      summary: document.summary,
      // Joins the lines of each paragraph.
      description: document.description.replace(/(?<!\n)\n(?!\n)/g, ' '),
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      contact: { name: 'Berth' },
    },
    servers: [{ url: '/', description: 'The server that serves this document.' }],
    tags: document.tags,
    paths,
    components: {
      schemas: components,
      responses: used('responses', responses),
      parameters: used('parameters', { ...document.parameters, position, prefer }),
      headers: used('headers', headers),
      securitySchemes: { key: document.key },
    },
  };
}

function operationOf(
  { document }: Face,
  route: Route<unknown>,
  schemas: Schemas,
  example: Exchange | undefined,
): OperationObject {
  const parameters = [
    ...pathParameters(route, document.pathParameters, example),
    ...document.parametersOf(route, schemas).map((parameter) => filledIn(parameter, example)),
    ...(!route.open && isRead(route.method) ? [{ $ref: '#/components/parameters/position' }] : []),
    ...(route.open ? [] : [{ $ref: '#/components/parameters/prefer' }]),
  ];
  const scopes = route.open ? null : route.scopes;
  const body = route.body && (document.bodyOf?.(route, route.body, schemas) ?? schemas.of(route.body));
  const required = document.needsBody ?? (route.body?.required ?? []).length > 0;
  return {
    operationId: route.id,
    summary: route.summary,
    description: `${descriptionOf(route)} ${scopesInWords(scopes)}`,
    tags: [route.tag],
    ...(route.deprecated ? { deprecated: true } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: { required, content: { 'application/json': exampled(body, example) } } } : {}),
    responses: {
      [route.status]: withExample(successOf(document.success(route, schemas), route), example?.answer),
      ...document.others(route, schemas),
    },
    security: scopes === null ? [] : [{ key: [] }],
    'x-required-scopes': scopes ?? [],
    ...(example ? { 'x-codeSamples': [{ lang: 'Shell', source: example.command }] } : {}),
  };
}

/** Adds the headers of every request with a key, and of every write. */
const successOf = (answer: Answer, { open, method }: Route<unknown>): Answer =>
  open
    ? answer
    : {
        ...answer,
        headers: {
          ...answer.headers,
          'Preference-Applied': headerReference('PreferenceApplied'),
          ...(isRead(method) ? {} : { 'Berth-Position': headerReference('BerthPosition') }),
        },
      };

const exampled = (schema: MediaType['schema'], example: Exchange | undefined): MediaType => ({
  schema,
  ...(example?.body === undefined ? {} : { example: example.body }),
});

function descriptionOf({ description, deprecated }: Route<unknown>): string {
  if (!deprecated) return description;
  // A deprecated row names the list of its successor: the successor's row has the same place in that list.
  const instead = deprecated.instead?.replace(/\/:id$/, '');
  const use = instead === undefined ? '' : `; use \`${instead}\``;
  return `${description} Deprecated since ${deprecated.since}${use}.`;
}

function scopesInWords(alternatives: readonly (readonly string[])[] | null): string {
  if (alternatives === null) return 'Needs no key.';
  const lists = alternatives.map((scopes) => scopes.map((scope) => `\`${scope}\``).join(' and '));
  return lists.every((list) => list === '') ? 'Accepts any key.' : `Needs ${lists.join(' or ')}.`;
}

const pathParameters = (
  { path, idFormat }: Route<unknown>,
  meanings: Face['document']['pathParameters'],
  example: Exchange | undefined,
): Parameter[] =>
  [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    description: meanings[name] ?? name,
    required: true,
    schema: { type: 'string', ...(idFormat ? { format: idFormat } : {}) },
    ...(example?.path?.[name] === undefined ? {} : { example: example.path[name] }),
  }));

const filledIn = (parameter: Parameter | Reference, example: Exchange | undefined): Parameter | Reference => {
  const text = 'in' in parameter && parameter.in === 'query' ? example?.query?.[parameter.name] : undefined;
  return text === undefined ? parameter : { ...parameter, example: text };
};

function withExample(answer: Answer, example: unknown): Answer {
  if (example === undefined || !answer.content) return answer;
  const content = Object.entries(answer.content).map(([type, media]): [string, MediaType] => [
    type,
    { ...media, example: type === JSON_LINES ? `${JSON.stringify(example)}\n` : example },
  ]);
  return { ...answer, content: Object.fromEntries(content) };
}
