import { registry } from '@berth/domain';
import { expansionsOf, type Resource } from '@berth/resource';
import type { TSchema } from '@sinclair/typebox';
import { pascal, type Schemas } from '../../../openapi/schemas.ts';
import type { Answer, MediaType, Reference, Schema } from '../../../openapi/types.ts';
import { codesOf, INTERNAL, outcomes, statusOf } from '../errors.ts';
import { PROBLEM } from '../problem.ts';
import type { Described, Success } from './operations.ts';

const string: Schema = { type: 'string' };
const boolean: Schema = { type: 'boolean' };
const integer: Schema = { type: 'integer' };
const strings: Schema = { type: 'array', items: string };

const objectOf = (properties: Record<string, unknown>, optional: string[] = []): Schema => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
});

/** One thing wrong with the input; a row that stands in the way: kernel/errors.ts. */
const problem = objectOf(
  {
    code: string,
    message: string,
    path: strings,
    expected: { anyOf: [string, strings] },
    min: integer,
    max: integer,
  },
  ['expected', 'min', 'max'],
);

const dependent = (schemas: Schemas): Schema =>
  objectOf(
    {
      object: string,
      id: string,
      name: { type: ['string', 'null'] },
      reference: string,
      errors: { type: 'array', items: schemas.named('Problem', problem) },
    },
    ['reference', 'errors'],
  );

const listOfDependents = (schemas: Schemas): Schema => ({
  type: 'array',
  items: schemas.named('Dependent', dependent(schemas)),
});

const error = (schemas: Schemas): Schema =>
  objectOf(
    {
      object: { const: 'error', type: 'string' },
      ok: { const: false, type: 'boolean' },
      status: integer,
      code: string,
      message: string,
      entity: string,
      id: string,
      reason: string,
      hint: string,
      description: string,
      errors: { type: 'array', items: schemas.named('Problem', problem) },
      dependents: listOfDependents(schemas),
      retry_after: { type: 'integer', description: 'Seconds until the same request may pass.' },
    },
    ['entity', 'id', 'reason', 'hint', 'description', 'errors', 'dependents', 'retry_after'],
  );

/** The same as an error, in the words of RFC 9457. */
const problemDetails = (schemas: Schemas): Schema => {
  const { properties } = error(schemas) as { properties: Record<string, unknown> };
  const { object, ok, status, code, message, ...details } = properties;
  return objectOf(
    {
      type: { type: 'string', format: 'uri-reference', description: 'Leads to what the code means.' },
      title: string,
      status,
      detail: message,
      instance: { type: 'string', format: 'uri', description: 'Holds the id of the request.' },
      code,
      ...details,
    },
    Object.keys(details),
  );
};

const pagination = objectOf({ has_more_before: boolean, has_more_after: boolean });

/** What an answer of a write says more on a dry run. */
const dryRun = (schemas: Schemas): Schema =>
  objectOf({ dry_run: { const: true, type: 'boolean' }, dependents: listOfDependents(schemas) }, [
    'dry_run',
    'dependents',
  ]);

/** What every answer has. */
const always = {
  'X-Request-Id': { $ref: '#/components/headers/RequestId' },
  'Metorial-Req-Id': { $ref: '#/components/headers/MetorialReqId' },
  'Metorial-Version': { $ref: '#/components/headers/MetorialVersion' },
};
/** What the answer to a request with a key has. */
const common = {
  ...always,
  'RateLimit-Policy': { $ref: '#/components/headers/RateLimitPolicy' },
  RateLimit: { $ref: '#/components/headers/RateLimit' },
};
const validators = {
  ETag: { $ref: '#/components/headers/ETag' },
  'Idempotency-Replayed': { $ref: '#/components/headers/IdempotencyReplayed' },
};
/** The caller has it already. */
export const NOT_MODIFIED = 304;
const notModified: Answer = {
  description: 'The caller has the answer already.',
  headers: { ...common, ETag: validators.ETag },
};
const deprecation = {
  Deprecation: { $ref: '#/components/headers/Deprecation' },
  Sunset: { $ref: '#/components/headers/Sunset' },
  Link: { $ref: '#/components/headers/Link' },
};
/** What is refused before it is known whose request it is. */
const BEFORE_THE_KEY = [401, 406, 414, 431];

const retryAfter = { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } };

export const headers = {
  Deprecation: {
    description: 'Since when this is deprecated, as `@` and seconds (RFC 9745).',
    schema: string,
  },
  ETag: { description: 'The version of the row, and a digest of the answer.', schema: string },
  IdempotencyReplayed: {
    description: 'This was answered to the same request before.',
    schema: { type: 'string', enum: ['true'] },
  },
  Link: { description: 'What takes the place of this: `rel="successor-version"`.', schema: string },
  MetorialReqId: {
    description: 'The id under which the request is in the log and in the audit trail.',
    schema: string,
  },
  MetorialVersion: { description: 'The version of the API that answers.', schema: string },
  RateLimit: {
    description:
      'How many more requests of the key may pass (`r`) in the window, and the seconds to its end (`t`): `"default";r=50;t=3`. With several processes `r` may be a little behind. Absent for a key without a limit.',
    schema: string,
  },
  RateLimitPolicy: {
    description: 'How many requests a key may make (`q`) in how many seconds (`w`): `"default";q=1000;w=10`.',
    schema: string,
  },
  RequestId: {
    description: 'The well-formed `X-Request-Id` of the request, else the id under which it is in the log.',
    schema: string,
  },
  Sunset: { description: 'When this is gone (RFC 8594); absent while that is not planned.', schema: string },
  RetryAfter: { description: 'Seconds until the same request may pass.', schema: string },
};

export function successAnswer(
  { success, deprecated }: Described,
  schemas: Schemas,
  example: unknown,
): Answer {
  const json: MediaType = {
    schema: successSchema(success, schemas),
    ...(example === undefined ? {} : { example }),
  };
  const { lines: asLines, line } = success.of === 'one' ? success : {};
  return {
    description: 'Done.',
    headers: {
      ...common,
      ...(success.of === 'one' ? validators : {}),
      ...(deprecated ? deprecation : {}),
    },
    content: {
      ...(asLines === 'always' ? {} : { 'application/json': json }),
      ...(asLines && line ? { [LINES]: { schema: linesOf(schemas.of(line)) } } : {}),
    },
  };
}

const LINES = 'application/x-ndjson';

/** What each line is. OpenAPI has a word of its own for that from 3.2 on. */
const linesOf = (line: Schema | Reference): Schema => ({
  ...string,
  contentMediaType: LINES,
  contentSchema: line,
});

function successSchema(success: Success, schemas: Schemas): Schema | Reference {
  if (success.of === 'list') return listOf(success.view, success.rows, schemas);
  const view = selectable(schemas.of(success.view), success.rows, schemas);
  const more = [
    ...(success.once ? [schemas.of(success.once)] : []),
    ...(success.dryRun ? [schemas.named('DryRun', dryRun(schemas))] : []),
  ];
  return more.length === 0 ? view : { allOf: [view, ...more] };
}

/** The view, or what a reader has selected of it. The members beside `object` and `id` are what expands it. */
function selectable(
  view: Schema | Reference,
  rows: Resource | undefined,
  schemas: Schemas,
): Schema | Reference {
  if (!rows || !('$ref' in view)) return view;
  const { object, id, ...others } = rows.view.properties;
  const expansions = [...expansionsOf(registry, rows).values()].map(({ member, of }) => {
    const preview = others[member] ? schemas.of(others[member]) : { type: 'null' };
    return [member, { anyOf: [schemas.of(of.view), preview] }] as const;
  });
  const selection: Schema = {
    type: 'object',
    'x-only-with': ['expand', 'fields'],
    description: 'What `fields` names of a row, with what `expand` names.',
    properties: { object: schemas.of(object), id: schemas.of(id), ...Object.fromEntries(expansions) },
    required: ['object', 'id'],
  };
  return { anyOf: [view, schemas.named(`${nameOf(view)}Selection`, selection)] };
}

const nameOf = ({ $ref }: Schema | Reference): string | undefined => String($ref).split('/').at(-1);

function listOf(view: TSchema | 'dependents', rows: Resource | undefined, schemas: Schemas): Reference {
  const item =
    view === 'dependents' ? schemas.named('Dependent', dependent(schemas)) : schemas.of(view as TSchema);
  const name = '$ref' in item ? nameOf(item) : pascal(String(view));
  return schemas.named(
    `${name}List`,
    objectOf({
      object: { const: 'list', type: 'string' },
      items: { type: 'array', items: selectable(item, rows, schemas) },
      pagination: schemas.named('Pagination', pagination),
    }),
  );
}

/** What each status is called, and what it means. */
const statuses: Record<number, { name: string; description: string }> = {
  400: { name: 'BadRequest', description: 'The query or the body does not fit, with every problem at once.' },
  401: { name: 'Unauthorized', description: 'No key was shown, or one that is not known.' },
  403: { name: 'Forbidden', description: 'The key lacks a scope, or the row is not for the key to change.' },
  404: { name: 'NotFound', description: 'Not there, or not for the key to see.' },
  406: { name: 'NotAcceptable', description: 'The API version that is asked for is not served.' },
  409: { name: 'Conflict', description: 'Another row or another writer stands in the way.' },
  410: { name: 'Gone', description: 'Archived or destroyed, and not to be changed any more.' },
  412: {
    name: 'PreconditionFailed',
    description: 'The row is of another version, there is one like it, or what is referred to is locked.',
  },
  413: { name: 'PayloadTooLarge', description: 'The body is too large.' },
  414: { name: 'UriTooLong', description: 'The URL is too long.' },
  422: { name: 'UnprocessableContent', description: 'The Idempotency-Key was used for another request.' },
  428: { name: 'PreconditionRequired', description: 'The instance takes changes with If-Match only.' },
  429: {
    name: 'TooManyRequests',
    description: 'The key has asked too often. Retry-After says when to come again.',
  },
  431: { name: 'HeadersTooLarge', description: 'The headers are too large.' },
  500: { name: 'InternalServerError', description: 'The fault is ours; the request id leads to it.' },
  503: { name: 'ServiceUnavailable', description: 'Something that is needed cannot be reached now.' },
};

/** Every status beside 2xx that an operation can answer with, lowest first. */
export function errorStatuses({ parts, errors }: Described): number[] {
  const codes = [...outcomes.head, ...parts.flatMap((part) => outcomes[part]), ...errors];
  return [...new Set([...codes.map(statusOf), INTERNAL.status])].sort((a, b) => a - b);
}

const statusEntry = (status: number) => {
  const entry = statuses[status];
  if (!entry) throw new Error(`The status ${status} has no name`);
  return entry;
};

export const errorReference = (status: number): Reference => ({
  $ref: `#/components/responses/${statusEntry(status).name}`,
});

/** The answers of these statuses, by their names. */
export function errorAnswers(used: Iterable<number>, schemas: Schemas): Record<string, Answer> {
  const base = schemas.named('Error', error(schemas));
  const problem = schemas.named('ProblemDetails', problemDetails(schemas));
  const answers = Object.fromEntries(
    [...new Set(used)]
      .sort((a, b) => a - b)
      .map((status) => {
        const { name, description } = statusEntry(status);
        const own = {
          type: 'object',
          properties: {
            status: { const: status, type: 'integer' },
            code: { enum: codesOf(status), type: 'string' },
          },
        };
        const answer: Answer = {
          description,
          headers: {
            ...(BEFORE_THE_KEY.includes(status) ? always : common),
            ...([429, 503].includes(status) ? retryAfter : {}),
          },
          content: {
            'application/json': { schema: { allOf: [base, own] } },
            [PROBLEM]: { schema: { allOf: [problem, own] } },
          },
        };
        return [name, answer] as const;
      }),
  );
  return { NotModified: notModified, ...answers };
}
