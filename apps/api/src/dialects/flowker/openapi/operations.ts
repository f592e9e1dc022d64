import type { OperationEntry } from '../../../openapi/document.ts';
import { everyHeader, replayed } from '../../../openapi/headers.ts';
import { idempotencyKey, queryParameters, templateOf } from '../../../openapi/parameters.ts';
import type { Schemas } from '../../../openapi/schemas.ts';
import type { Method } from '../../../openapi/types.ts';
import type { Route } from '../route.ts';
import { codesByStatus, errorAnswer } from './answers.ts';

/** A route as an operation of the document. */
export function operationOf(route: Route, schemas: Schemas): OperationEntry {
  const { idFormat, query, body, view } = route;
  return {
    id: route.id,
    method: route.method.toLowerCase() as Method,
    path: templateOf(route.path),
    ...(idFormat ? { pathSchema: { type: 'string', format: idFormat } } : {}),
    tag: route.tag,
    summary: route.summary,
    description: route.description,
    parameters: [
      ...(query ? queryParameters(query, schemas) : []),
      ...(route.repeatable ? [idempotencyKey] : []),
    ],
    body: body ? { schema: schemas.of(body), required: true } : null,
    success: {
      status: route.status,
      answer: {
        description: 'Done.',
        headers: { ...everyHeader, ...(route.repeatable ? replayed : {}) },
        ...(view ? { content: { 'application/json': { schema: schemas.of(view) } } } : {}),
      },
    },
    others: Object.fromEntries(
      [...codesByStatus(route)].map(([status, codes]) => [status, errorAnswer(status, codes, schemas)]),
    ),
    scopes: [route.scopes],
  };
}
