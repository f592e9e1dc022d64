import type { OpenRoute } from '../../../open-route.ts';
import type { OperationEntry } from '../../../openapi/document.ts';
import { everyHeader, headerReference } from '../../../openapi/headers.ts';
import { templateOf } from '../../../openapi/parameters.ts';
import type { Schemas } from '../../../openapi/schemas.ts';
import { errorReference } from '../../../openapi/statuses.ts';
import type { Answer } from '../../../openapi/types.ts';
import { INTERNAL, outcomes, statusOf } from '../errors.ts';
import { notModifiedReference } from './answers.ts';
import { readOptions } from './parameters.ts';

/** The statuses of the errors that an open route may answer with. */
export const openErrors = ({ errors }: OpenRoute): number[] =>
  [...new Set([...outcomes.any, ...errors].map(statusOf)), INTERNAL.status].sort((a, b) => a - b);

/** What needs no key, as an operation. */
export function openOperation(route: OpenRoute, schemas: Schemas): OperationEntry {
  const [status = 200, ...others] = route.statuses;
  const schema = schemas.of(route.view);
  const answer: Answer = {
    description: 'Done.',
    headers: { ...everyHeader, ...(route.tagged ? { ETag: headerReference('ETag') } : {}) },
    content: { [route.type]: { schema } },
  };
  return {
    id: route.id,
    method: 'get',
    path: templateOf(route.path),
    tag: route.tag,
    summary: route.summary,
    description: route.description,
    parameters: route.tagged ? readOptions : [],
    body: null,
    success: { status, answer },
    others: {
      ...(route.tagged ? notModifiedReference : {}),
      ...Object.fromEntries(openErrors(route).map((error) => [error, errorReference(error)])),
      ...Object.fromEntries(others.map((other) => [other, { ...answer, description: 'Not well.' }])),
    },
    scopes: null,
  };
}
