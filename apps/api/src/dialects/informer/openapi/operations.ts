import type { OperationEntry } from '../../../openapi/document.ts';
import { everyHeader, headerReference, replayed } from '../../../openapi/headers.ts';
import { idempotencyKey, queryParameters, templateOf } from '../../../openapi/parameters.ts';
import type { Schemas } from '../../../openapi/schemas.ts';
import { errorReference } from '../../../openapi/statuses.ts';
import type { Answer, Method } from '../../../openapi/types.ts';
import type { Route } from '../route.ts';
import { errorStatuses } from './answers.ts';

/** A route as an operation of the document. */
export function operationOf(route: Route, schemas: Schemas): OperationEntry {
  const { query, body } = route;
  return {
    id: route.id,
    method: route.method.toLowerCase() as Method,
    path: templateOf(route.path),
    tag: route.tag,
    summary: route.summary,
    description: route.description,
    parameters: [
      ...(query ? queryParameters(query, schemas) : []),
      ...(route.repeatable ? [idempotencyKey] : []),
    ],
    body: body ? { schema: schemas.of(body), required: (body.required ?? []).length > 0 } : null,
    success: { status: route.status, answer: successAnswer(route, schemas) },
    others: Object.fromEntries(errorStatuses(route).map((status) => [status, errorReference(status)])),
    scopes: [route.scopes],
  };
}

function successAnswer({ status, view, repeatable }: Route, schemas: Schemas): Answer {
  const headers = {
    ...everyHeader,
    ...(status === 201 ? { Location: headerReference('Location') } : {}),
    ...(repeatable ? replayed : {}),
  };
  if (!view) return { description: 'Done.', headers };
  const media = { schema: schemas.of(view) };
  return {
    description: 'Done.',
    headers: { ...headers, Vary: headerReference('Vary') },
    content: { 'application/json': media, 'application/hal+json': media },
  };
}
