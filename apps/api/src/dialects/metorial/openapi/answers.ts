import type { TSchema } from '@sinclair/typebox';
import { JSON_LINES } from '../../../openapi/document.ts';
import { errorHeaders, everyHeader, headerReference } from '../../../openapi/headers.ts';
import { objectOf, pascal, type Schemas } from '../../../openapi/schemas.ts';
import { statusEntry } from '../../../openapi/statuses.ts';
import type { Answer, MediaType, Reference, Schema } from '../../../openapi/types.ts';
import { codesOf, INTERNAL, outcomes, statusOf } from '../errors.ts';
import type { Described, Success } from './operations.ts';

const string: Schema = { type: 'string' };
const boolean: Schema = { type: 'boolean' };
const integer: Schema = { type: 'integer' };
const strings: Schema = { type: 'array', items: string };

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

const pagination = objectOf({ has_more_before: boolean, has_more_after: boolean });

/** What an answer of a write says more on a dry run. */
const dryRun = (schemas: Schemas): Schema =>
  objectOf({ dry_run: { const: true, type: 'boolean' }, dependents: listOfDependents(schemas) }, [
    'dry_run',
    'dependents',
  ]);

const validators = {
  ETag: headerReference('ETag'),
  'Idempotency-Replayed': headerReference('IdempotencyReplayed'),
};
/** The caller has it already. */
const notModified: Answer = {
  description: 'The caller has the answer already.',
  headers: { ...everyHeader, ETag: validators.ETag },
};
export const notModifiedReference = { 304: { $ref: '#/components/responses/NotModified' } };

export function successAnswer(success: Success, schemas: Schemas): Answer {
  const json: MediaType = { schema: successSchema(success, schemas) };
  const lines: MediaType = { schema: string };
  const asLines = success.of === 'one' ? success.lines : undefined;
  return {
    description: 'Done.',
    headers: { ...everyHeader, ...(success.of === 'one' ? validators : {}) },
    content: {
      ...(asLines === 'always' ? {} : { 'application/json': json }),
      ...(asLines === undefined ? {} : { [JSON_LINES]: lines }),
    },
  };
}

function successSchema(success: Success, schemas: Schemas): Schema | Reference {
  if (success.of === 'list') return listOf(success.view, schemas);
  const view = schemas.of(success.view);
  const more = [
    ...(success.once ? [schemas.of(success.once)] : []),
    ...(success.dryRun ? [schemas.named('DryRun', dryRun(schemas))] : []),
  ];
  return more.length === 0 ? view : { allOf: [view, ...more] };
}

function listOf(view: TSchema | 'dependents', schemas: Schemas): Reference {
  const item =
    view === 'dependents' ? schemas.named('Dependent', dependent(schemas)) : schemas.of(view as TSchema);
  const name = '$ref' in item ? String(item.$ref).split('/').at(-1) : pascal(String(view));
  return schemas.named(
    `${name}List`,
    objectOf({
      object: { const: 'list', type: 'string' },
      items: { type: 'array', items: item },
      pagination: schemas.named('Pagination', pagination),
    }),
  );
}

/** Every status beside 2xx that an operation can answer with, lowest first. */
export function errorStatuses({ parts, errors }: Described): number[] {
  const codes = [...outcomes.any, ...parts.flatMap((part) => outcomes[part]), ...errors];
  return [...new Set([...codes.map(statusOf), INTERNAL.status])].sort((a, b) => a - b);
}

/** The answers of these statuses, by their names. */
export function errorAnswers(used: Iterable<number>, schemas: Schemas): Record<string, Answer> {
  const base = schemas.named('Error', error(schemas));
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
          headers: errorHeaders(status),
          content: { 'application/json': { schema: { allOf: [base, own] } } },
        };
        return [name, answer] as const;
      }),
  );
  return { NotModified: notModified, ...answers };
}
