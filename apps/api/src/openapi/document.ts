import type { Exchange, Exchanges } from './face-document.ts';
import { headers } from './headers.ts';
import type { Schemas } from './schemas.ts';
import type {
  Answer,
  Document,
  MediaType,
  Method,
  OperationObject,
  Parameter,
  Reference,
  Schema,
} from './types.ts';

/** JSON values, one a line. */
export const JSON_LINES = 'application/x-ndjson';

/** One operation of a face, before it is written down. */
export interface OperationEntry {
  id: string;
  method: Method;
  /** With `{id}` and the like; the face says what they mean. */
  path: string;
  /** What may stand in the path, where not any text may. */
  pathSchema?: Schema;
  tag: string;
  summary: string;
  description: string;
  deprecated?: boolean;
  /** Beside those of the path. */
  parameters: readonly (Parameter | Reference)[];
  body: { schema: Schema | Reference; required: boolean } | null;
  /** The answer when all is well. Its media types get the example. */
  success: { status: number; answer: Answer };
  /** Every other answer by its status. */
  others: Record<string, Answer | Reference>;
  /** All of one of these lists are needed. Null where no key is. */
  scopes: readonly (readonly string[])[] | null;
}

/** What is not the same in the documents of all faces. */
export interface FaceEntry extends Pick<Document['info'], 'title' | 'summary' | 'description'> {
  tags: Document['tags'];
  operations: readonly OperationEntry[];
  /** What each parameter of a path means. */
  pathParameters: Readonly<Record<string, string>>;
  schemas: Schemas;
  responses: Record<string, Answer>;
  parameters?: Record<string, Parameter>;
  /** How a key is shown. */
  key: Schema;
}

/** The document of a face, with these examples. Components that nothing refers to are left out. */
export function documentOf(face: FaceEntry, version: string, examples: Exchanges): Document {
  const paths: Document['paths'] = {};
  for (const operation of face.operations) {
    const object = operationObject(operation, face.pathParameters, examples[operation.id]);
    paths[operation.path] = { ...paths[operation.path], [operation.method]: object };
  }
  const schemas = face.schemas.components();
  const text = JSON.stringify([paths, schemas, face.responses]);
  const used = <T>(group: string, components: Record<string, T>): Record<string, T> =>
    Object.fromEntries(
      Object.entries(components).filter(([name]) => text.includes(`"#/components/${group}/${name}"`)),
    );
  return {
    openapi: '3.1.0',
    info: {
      title: face.title,
      version,
      summary: face.summary,
      // Paragraphs stay, their lines are joined.
      description: face.description.replace(/(?<!\n)\n(?!\n)/g, ' '),
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      contact: { name: 'Berth' },
    },
    servers: [{ url: '/', description: 'The server that serves this document.' }],
    tags: face.tags,
    paths,
    components: {
      schemas,
      responses: used('responses', face.responses),
      parameters: used('parameters', face.parameters ?? {}),
      headers: used('headers', headers),
      securitySchemes: { key: face.key },
    },
  };
}

function operationObject(
  operation: OperationEntry,
  meanings: FaceEntry['pathParameters'],
  example: Exchange | undefined,
): OperationObject {
  const { body, success, scopes } = operation;
  const parameters = [...pathParameters(operation, meanings, example), ...operation.parameters];
  return {
    operationId: operation.id,
    summary: operation.summary,
    description: `${operation.description} ${scopesInWords(scopes)}`,
    tags: [operation.tag],
    ...(operation.deprecated ? { deprecated: true } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: requestBody(body, example) } : {}),
    responses: { [success.status]: withExample(success.answer, example?.answer), ...operation.others },
    security: scopes === null ? [] : [{ key: [] }],
    'x-required-scopes': scopes ?? [],
  };
}

function scopesInWords(alternatives: OperationEntry['scopes']): string {
  if (alternatives === null) return 'Needs no key.';
  const lists = alternatives.map((scopes) => scopes.map((scope) => `\`${scope}\``).join(' and '));
  return lists.every((list) => list === '') ? 'Any key will do.' : `Needs ${lists.join(' or ')}.`;
}

const pathParameters = (
  { path, pathSchema = { type: 'string' } }: OperationEntry,
  meanings: FaceEntry['pathParameters'],
  example: Exchange | undefined,
): Parameter[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    description: meanings[name] ?? name,
    required: true,
    schema: pathSchema,
    ...(example?.path?.[name] === undefined ? {} : { example: example.path[name] }),
  }));

const requestBody = (
  { schema, required }: NonNullable<OperationEntry['body']>,
  example: Exchange | undefined,
): NonNullable<OperationObject['requestBody']> => ({
  required,
  content: {
    'application/json': { schema, ...(example?.body === undefined ? {} : { example: example.body }) },
  },
});

function withExample(answer: Answer, example: unknown): Answer {
  if (example === undefined || !answer.content) return answer;
  const content = Object.entries(answer.content).map(([type, media]): [string, MediaType] => [
    type,
    { ...media, example: type === JSON_LINES ? `${JSON.stringify(example)}\n` : example },
  ]);
  return { ...answer, content: Object.fromEntries(content) };
}
