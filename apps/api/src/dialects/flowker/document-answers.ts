import type { KeyRoute } from '../../face/route.ts';
import { errorHeaders } from '../../openapi/headers.ts';
import { objectOf, type Schemas } from '../../openapi/schemas.ts';
import { errorReference, statusEntry } from '../../openapi/statuses.ts';
import type { Answer, Reference } from '../../openapi/types.ts';
import { type Code, outcomes, statusOf, titleOf } from './errors.ts';

/** The descriptions of the statuses that mean something else here than on the root face. */
const meanings: Record<number, string> = {
  400: 'The id, the query, the body or the Idempotency-Key is invalid.',
  404: 'The row does not exist, or the key may not see it.',
  422: 'The config does not fit its schema, the configuration does not allow the request, or the Idempotency-Key was used for another request.',
};

/** Groups every code that a route can answer by its status, lowest first. */
export function codesByStatus({ method, repeatable, errors }: KeyRoute<Code>): Map<number, Code[]> {
  const stored = method === 'GET' ? [] : outcomes.store;
  const codes = [...outcomes.any, ...stored, ...(repeatable ? outcomes.repeat : []), ...errors];
  const byStatus = new Map<number, Code[]>();
  for (const code of [...new Set<Code>(codes)].sort((a, b) => statusOf(a) - statusOf(b))) {
    byStatus.set(statusOf(code), [...(byStatus.get(statusOf(code)) ?? []), code]);
  }
  return byStatus;
}

/** Tells if an answer is the same for every route. Only the errors of Flowker's handlers differ from route to route. */
const isCommon = (codes: readonly Code[]): boolean => !codes.some((code) => String(code).startsWith('FLK-0'));

export const errorAnswer = (status: number, codes: readonly Code[], schemas: Schemas): Answer | Reference =>
  isCommon(codes) ? errorReference(status) : answerWith(status, codes, schemas);

/** Describes the answers that are the same for every route, by name. */
export function commonAnswers(routes: readonly KeyRoute<Code>[], schemas: Schemas): Record<string, Answer> {
  const common = routes
    .flatMap((route) => [...codesByStatus(route)])
    .filter(([, codes]) => isCommon(codes))
    .sort(([a], [b]) => a - b);
  return Object.fromEntries(
    common.map(([status, codes]) => [statusEntry(status).name, answerWith(status, codes, schemas)]),
  );
}

function answerWith(status: number, codes: readonly Code[], schemas: Schemas): Answer {
  const types = new Set(codes.map((code) => (typeof code === 'number' ? 'integer' : 'string')));
  const own = objectOf({
    code: { enum: codes, type: oneOrAll(types) },
    title: { enum: [...new Set(codes.map(titleOf))], type: 'string' },
  });
  return {
    description: meanings[status] ?? statusEntry(status).description,
    headers: errorHeaders(status),
    content: { 'application/json': { schema: { allOf: [error(schemas), own] } } },
  };
}

const oneOrAll = (types: ReadonlySet<string>) => (types.size === 1 ? [...types][0] : [...types].sort());

const string = { type: 'string' };

const error = (schemas: Schemas): Reference =>
  schemas.named(
    'Error',
    objectOf(
      {
        code: {
          type: ['string', 'integer'],
          description: 'An HTTP status number for a request that is refused outside the routes.',
        },
        title: string,
        message: string,
        fields: {
          type: 'object',
          additionalProperties: string,
          description: 'The problems, by member name or JSON Pointer.',
        },
      },
      ['fields'],
    ),
  );
