import { errorHeaders } from '../../../openapi/headers.ts';
import { objectOf, type Schemas } from '../../../openapi/schemas.ts';
import { errorReference, statusEntry } from '../../../openapi/statuses.ts';
import type { Answer, Reference } from '../../../openapi/types.ts';
import { type Code, outcomes, statusOf, titleOf } from '../errors.ts';
import type { Route } from '../route.ts';

/** What a status means here where it means something else on the root face. */
const meanings: Record<number, string> = {
  400: 'The id, the query or the body does not fit.',
  404: 'Not there, or not for the key to see.',
  422: 'The config does not fit its schema, or what is asked for does not fit the configuration.',
};

/** Every code that a route can answer with, by status, lowest first. */
export function codesByStatus({ errors }: Route): Map<number, Code[]> {
  const codes = [...outcomes.any, ...errors];
  const byStatus = new Map<number, Code[]>();
  for (const code of [...new Set<Code>(codes)].sort((a, b) => statusOf(a) - statusOf(b))) {
    byStatus.set(statusOf(code), [...(byStatus.get(statusOf(code)) ?? []), code]);
  }
  return byStatus;
}

/** The errors of handlers differ from route to route; what is answered around them is the same everywhere. */
const isCommon = (codes: readonly Code[]): boolean => !codes.some((code) => String(code).startsWith('FLK-0'));

export const errorAnswer = (status: number, codes: readonly Code[], schemas: Schemas): Answer | Reference =>
  isCommon(codes) ? errorReference(status) : answerWith(status, codes, schemas);

/** The answers that are the same for every route, by their names. */
export function commonAnswers(routes: readonly Route[], schemas: Schemas): Record<string, Answer> {
  const common = routes
    .flatMap((route) => [...codesByStatus(route)])
    .filter(([, codes]) => isCommon(codes))
    .sort(([a], [b]) => a - b);
  return Object.fromEntries(
    common.map(([status, codes]) => [statusEntry(status).name, answerWith(status, codes, schemas)]),
  );
}

function answerWith(status: number, codes: readonly Code[], schemas: Schemas): Answer {
  const [first] = codes;
  const own = objectOf({
    code: { enum: codes, type: typeof first === 'number' ? 'integer' : 'string' },
    title: { const: first === undefined ? '' : titleOf(first), type: 'string' },
  });
  return {
    description: meanings[status] ?? statusEntry(status).description,
    headers: errorHeaders(status),
    content: { 'application/json': { schema: { allOf: [error(schemas), own] } } },
  };
}

const string = { type: 'string' };

const error = (schemas: Schemas): Reference =>
  schemas.named(
    'Error',
    objectOf(
      {
        code: {
          type: ['string', 'integer'],
          description: 'A number where there is no such route, or what is wrong is around it.',
        },
        title: string,
        message: string,
        fields: {
          type: 'object',
          additionalProperties: string,
          description: 'What is wrong, by the name of a member or by its JSON Pointer.',
        },
      },
      ['fields'],
    ),
  );
