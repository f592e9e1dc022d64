import type { KeyRoute } from '../../face/route.ts';
import { bearerErrorHeaders } from '../../openapi/headers.ts';
import { objectOf, type Schemas } from '../../openapi/schemas.ts';
import { statusEntry } from '../../openapi/statuses.ts';
import type { Answer } from '../../openapi/types.ts';
import { INTERNAL, outcomes, reasonOf, statusOf } from './errors.ts';

/** Lists every error status that a route can answer, lowest first. */
export function errorStatuses({ repeatable, errors }: KeyRoute): number[] {
  const codes = [...outcomes.any, ...(repeatable ? outcomes.repeat : []), ...errors];
  return [...new Set([...codes.map(statusOf), INTERNAL])].sort((a, b) => a - b);
}

/** Describes the errors of all routes, by name. */
export function errorAnswers(routes: readonly KeyRoute[], schemas: Schemas): Record<string, Answer> {
  const string = { type: 'string' };
  const members = { statusCode: { type: 'integer' }, error: string, message: string };
  const base = schemas.named('Error', objectOf(members));
  const statuses = [...new Set(routes.flatMap(errorStatuses))].sort((a, b) => a - b);
  return Object.fromEntries(
    statuses.map((status) => {
      const { name, description } = statusEntry(status);
      const own = objectOf({
        statusCode: { const: status, type: 'integer' },
        error: { const: reasonOf(status), type: 'string' },
      });
      const content = { 'application/json': { schema: { allOf: [base, own] } } };
      return [name, { description, headers: bearerErrorHeaders(status), content }];
    }),
  );
}
