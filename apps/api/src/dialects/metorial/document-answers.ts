import { registry } from '@berth/domain';
import { expansionsOf, type Resource } from '@berth/resource';
import type { TSchema } from '@sinclair/typebox';
import { JSON_LINES } from '../../face/describe.ts';
import type { OpenRoute } from '../../face/route.ts';
import { bearerErrorHeaders, everyHeader, headerReference, replayed } from '../../openapi/headers.ts';
import { objectOf, pascal, type Schemas } from '../../openapi/schemas.ts';
import { errorReference, statusEntry } from '../../openapi/statuses.ts';
import type { Answer, MediaType, Parameter, Reference, Schema } from '../../openapi/types.ts';
import { codesOf, INTERNAL, outcomes, statusOf } from './errors.ts';
import { readOptions } from './parameters.ts';
import { PROBLEM } from './problem.ts';
import type { ResourceRoute, RootRoute, Success } from './route.ts';

const string: Schema = { type: 'string' };
const boolean: Schema = { type: 'boolean' };
const integer: Schema = { type: 'integer' };
const strings: Schema = { type: 'array', items: string };

/** The schema of one problem with the input, or with a row that depends on another: kernel/errors.ts. */
const problem = objectOf(
  {
    code: string,
    message: string,
    path: strings,
    expected: { anyOf: [string, strings] },
    because: strings,
    min: integer,
    max: integer,
  },
  ['expected', 'because', 'min', 'max'],
);

const dependent = (schemas: Schemas): Schema =>
  objectOf(
    {
      object: string,
      id: string,
      name: { type: ['string', 'null'] },
      handle: { type: ['string', 'null'] },
      reference: string,
      errors: { type: 'array', items: schemas.named('Problem', problem) },
    },
    ['handle', 'reference', 'errors'],
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
      entityId: { type: 'string', description: 'The archived row that a request refers to.' },
      reason: string,
      hint: string,
      description: string,
      errors: { type: 'array', items: schemas.named('Problem', problem) },
      dependents: listOfDependents(schemas),
      counts: {
        ...objectOf({ checked: integer, passes: integer, breaks: integer }),
        description: 'The numbers of rows that the operation looked at.',
      },
      retry_after: { type: 'integer', description: 'Seconds to wait before the next try.' },
    },
    [
      'entity',
      'id',
      'entityId',
      'reason',
      'hint',
      'description',
      'errors',
      'dependents',
      'counts',
      'retry_after',
    ],
  );

/** Makes the schema of an error as problem details (RFC 9457). */
const problemDetails = (schemas: Schemas): Schema => {
  const { properties } = error(schemas) as { properties: Record<string, unknown> };
  const { object, ok, status, code, message, ...details } = properties;
  return objectOf(
    {
      type: {
        type: 'string',
        format: 'uri-reference',
        description: 'A link to the explanation of the code.',
      },
      title: string,
      status,
      detail: message,
      instance: { type: 'string', format: 'uri', description: 'A URI with the id of the request.' },
      code,
      ...details,
    },
    Object.keys(details),
  );
};

const pagination = objectOf({ has_more_before: boolean, has_more_after: boolean });

/** Makes the schema of the members that a dry run adds to the answer of a write. */
const dryRun = (schemas: Schemas): Schema =>
  objectOf({ dry_run: { const: true, type: 'boolean' }, dependents: listOfDependents(schemas) }, [
    'dry_run',
    'dependents',
  ]);

/** The headers of every answer of this face. */
const always = {
  ...everyHeader,
  'Metorial-Req-Id': headerReference('MetorialReqId'),
  'Metorial-Version': headerReference('MetorialVersion'),
};
const validator = { ETag: headerReference('ETag') };
const notModified: Answer = {
  description: 'The cached answer of the caller is current.',
  headers: { ...always, ...validator },
};
const notModifiedReference = { 304: { $ref: '#/components/responses/NotModified' } };
const deprecation = {
  Deprecation: headerReference('Deprecation'),
  Sunset: headerReference('Sunset'),
  Link: headerReference('Link'),
};

export function successAnswer(route: RootRoute, schemas: Schemas): Answer {
  return route.open ? openAnswer(route, schemas) : resourceAnswer(route, schemas);
}

/** Describes the answer of a route that needs no key. */
function openAnswer({ view, type, tagged }: OpenRoute, schemas: Schemas): Answer {
  return {
    description: 'Success.',
    headers: { ...everyHeader, ...(tagged ? { ETag: headerReference('ETag') } : {}) },
    content: { [type]: { schema: schemas.of(view) } },
  };
}

function resourceAnswer({ success, deprecated }: ResourceRoute, schemas: Schemas): Answer {
  const json: MediaType = { schema: successSchema(success, schemas) };
  const { lines: asLines, line } = success.of === 'one' ? success : {};
  return {
    description: 'Success.',
    headers: {
      ...always,
      ...validator,
      ...(success.of === 'one' ? replayed : {}),
      ...(deprecated ? deprecation : {}),
    },
    content: {
      ...(asLines === 'always' ? {} : { 'application/json': json }),
      ...(asLines && line ? { [JSON_LINES]: { schema: linesOf(schemas.of(line)) } } : {}),
    },
  };
}

const LINES = 'application/x-ndjson';

/** Makes the schema of JSON lines. OpenAPI has a keyword of its own for it from 3.2 on. */
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

/** Makes the schema of a view with a selection: any of its members, and rows in the place of previews. */
function selectable(
  view: Schema | Reference,
  rows: Resource | undefined,
  schemas: Schemas,
): Schema | Reference {
  if (!rows || !('$ref' in view)) return view;
  const { object, id, ...others } = rows.wire.view.properties;
  const expansions = [...expansionsOf(registry, rows).values()].map(({ member, of }) => {
    const preview = others[member] ? schemas.of(others[member]) : { type: 'null' };
    return [member, { 'x-only-with': ['expand'], anyOf: [schemas.of(of.wire.view), preview] }] as const;
  });
  const members = Object.entries<TSchema>(others).map(
    ([name, member]) => [name, schemas.of(member)] as const,
  );
  const selection: Schema = {
    type: 'object',
    'x-only-with': ['expand', 'fields'],
    description: 'The members of a row that `fields` names, with the rows that `expand` names.',
    properties: {
      object: schemas.of(object),
      id: schemas.of(id),
      ...Object.fromEntries([...members, ...expansions]),
    },
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

/** Lists every error status that a route can answer, lowest first. */
const errorStatuses = ({ errors }: RootRoute): number[] =>
  [...new Set([...outcomes.any, ...errors].map(statusOf)), INTERNAL.status].sort((a, b) => a - b);

/** Describes every answer of a route but success, by status. */
export function otherAnswers(route: RootRoute, schemas: Schemas): Record<string, Answer | Reference> {
  const also = route.open ? (route.alsoStatuses ?? []) : [];
  return {
    ...(hasValidator(route, schemas) ? notModifiedReference : {}),
    ...Object.fromEntries(errorStatuses(route).map((status) => [status, errorReference(status)])),
    ...Object.fromEntries(
      also.map((status) => [status, { ...successAnswer(route, schemas), description: 'Unhealthy.' }]),
    ),
  };
}

const hasValidator = (route: RootRoute, schemas: Schemas): boolean =>
  route.open ? route.tagged === true : route.parameters(schemas).some(isReadOption);

const isReadOption = (parameter: Parameter | Reference): boolean =>
  readOptions.some((option) => option === parameter);

/** Describes the errors of all routes, by name. */
export function errorAnswers(routes: readonly RootRoute[], schemas: Schemas): Record<string, Answer> {
  const base = schemas.named('Error', error(schemas));
  const problem = schemas.named('ProblemDetails', problemDetails(schemas));
  const answers = Object.fromEntries(
    [...new Set(routes.flatMap(errorStatuses))]
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
          // Errors of a deprecated path say so, too
          headers: {
            ...always,
            ...bearerErrorHeaders(status),
            ...deprecation,
            Vary: headerReference('Vary'),
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
