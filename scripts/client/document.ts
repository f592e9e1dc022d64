/** The part of an OpenAPI document that the generator reads: the few constructs that Berth's documents use. */

export interface Schema {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  items?: Schema;
  anyOf?: Schema[];
  allOf?: Schema[];
  /** The members of an object of which exactly one set is required. */
  oneOf?: { required: string[] }[];
  description?: string;
  format?: string;
  default?: unknown;
  writeOnly?: boolean;
  readOnly?: boolean;
  /** The schema of each line of JSON lines. */
  contentSchema?: Schema;
  /** The parameters that ask for this member; without one of them it is absent. */
  'x-only-with'?: string[];
}

export interface Parameter {
  name: string;
  in: 'query' | 'path' | 'header';
  description: string;
  required?: boolean;
  schema: Schema;
}

interface Media {
  schema: Schema;
  example?: unknown;
  examples?: Record<string, { value?: unknown }>;
}

interface Answer {
  $ref?: string;
  content?: Record<string, Media>;
}

export interface OperationObject {
  operationId: string;
  summary: string;
  description: string;
  deprecated?: boolean;
  tags?: string[];
  security: object[];
  /** Alternatives: a key needs all scopes of one list. */
  'x-required-scopes'?: string[][];
  parameters?: (Parameter | { $ref: string })[];
  requestBody?: { required: boolean; content: { 'application/json': Media } };
  responses: Record<string, Answer>;
}

export interface Document {
  tags: { name: string; description?: string }[];
  paths: Record<string, Record<string, OperationObject>>;
  components: {
    schemas: Record<string, Schema>;
    responses: Record<string, Answer>;
    parameters: Record<string, Parameter>;
  };
}

/** An operation with all its references resolved. */
export interface Operation {
  id: string;
  method: string;
  path: string;
  summary: string;
  description: string;
  deprecated: boolean;
  /** The name of its group for people. */
  tag: string;
  /** Alternatives: a key needs all scopes of one list. */
  scopes: string[][];
  /** The path parameters in order. */
  places: string[];
  /** The parameters shared by operations, by component name. */
  shared: string[];
  /** The parameters of this operation alone. */
  own: Parameter[];
  body: { required: boolean; schema: Schema } | null;
  /** The schema of an answer in one JSON text; null when the operation answers lines only. */
  answer: Schema | null;
  /** The schema of each line; null without lines. */
  line: Schema | null;
  /** True when the answer is a page that `after` continues. */
  pages: boolean;
  /** True when it can answer 304. */
  conditional: boolean;
  /** The name of the rows for which `expand` and `fields` select; null when there is no such choice. */
  selects: string | null;
}

const JSON_TYPE = 'application/json';
const LINES_TYPE = 'application/x-ndjson';

export const lastOf = (pointer: string): string => pointer.slice(pointer.lastIndexOf('/') + 1);

/**
 * Returns the operations that need a key, ordered by id. Those without one are for monitors and browsers, and not all
 * of them answer JSON.
 */
export function readOperations(document: Document): Operation[] {
  return Object.entries(document.paths)
    .flatMap(([path, item]) =>
      Object.entries(item)
        .filter(([, { security }]) => security.length > 0)
        .map(([method, operation]) => readOperation(document, path, method, operation)),
    )
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function readOperation(
  document: Document,
  path: string,
  method: string,
  { operationId, summary, description, deprecated = false, parameters = [], ...rest }: OperationObject,
): Operation {
  const shared = parameters.flatMap((entry) => ('$ref' in entry ? [lastOf(entry.$ref)] : []));
  const own = parameters.filter((entry): entry is Parameter => 'name' in entry && entry.in !== 'path');
  const body = rest.requestBody;
  const content = rest.responses[200]?.content ?? {};
  const answer = content[JSON_TYPE]?.schema ?? null;
  const pages = isPage(document, answer) && own.some(({ name }) => name === 'after');
  return {
    id: operationId,
    method: method.toUpperCase(),
    path,
    summary,
    description,
    deprecated,
    tag: rest.tags?.[0] ?? '',
    scopes: rest['x-required-scopes'] ?? [],
    places: [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name),
    // A page is followed by others, so a loop over pages has no use for "unchanged"
    shared: pages ? shared.filter((name) => name !== 'if_none_match') : shared,
    own,
    body: body ? { required: body.required, schema: body.content[JSON_TYPE].schema } : null,
    answer,
    line: content[LINES_TYPE]?.schema.contentSchema ?? null,
    pages,
    conditional: !pages && '304' in rest.responses,
    selects: own.some(({ name }) => name === 'fields') ? rowOf(document, answer) : null,
  };
}

/** Returns an example of the answer of an operation; undefined without one. */
export function readExample(document: Document, { path, method }: Operation): unknown {
  const media = document.paths[path]?.[method.toLowerCase()]?.responses[200]?.content?.[JSON_TYPE];
  return media?.example ?? Object.values(media?.examples ?? {})[0]?.value;
}

/** Returns the name of the row schema in an answer that shows one row or several. */
function rowOf(document: Document, answer: Schema | null): string | null {
  const { $ref } =
    answer && isPage(document, answer)
      ? (resolve(document, answer).properties?.items?.items ?? {})
      : (answer ?? {});
  return $ref ? lastOf($ref) : null;
}

export function resolve(document: Document, schema: Schema): Schema {
  return schema.$ref ? resolve(document, document.components.schemas[lastOf(schema.$ref)] ?? {}) : schema;
}

function isPage(document: Document, answer: Schema | null): boolean {
  const members = answer ? resolve(document, answer).properties : undefined;
  return members?.items !== undefined && members.pagination !== undefined;
}

/** Returns the possible error codes of the document in alphabetical order. */
export function errorCodes({ components }: Document): string[] {
  const codes = Object.values(components.responses).flatMap(({ content }) =>
    (content?.[JSON_TYPE]?.schema.allOf ?? []).flatMap(({ properties }) => properties?.code?.enum ?? []),
  );
  return [...new Set(codes.map(String))].sort();
}

/** Converts `dry_run` to `dryRun`, `providerConfigs.list` to `providerConfigsList`. */
export const camel = (text: string): string =>
  text.replaceAll(/[._-](\w)/g, (_, letter: string) => letter.toUpperCase());

export const pascal = (text: string): string => {
  const name = camel(text);
  return name.charAt(0).toUpperCase() + name.slice(1);
};
