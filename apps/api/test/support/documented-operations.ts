import { describeFace } from '../../src/face/describe.ts';
import type { Face } from '../../src/face/face.ts';
import type { Method, OperationObject, Parameter, Schema } from '../../src/openapi/types.ts';

/** An operation of a face that describes each parameter inline. */
export interface DocumentedOperation {
  method: string;
  path: string;
  operation: OperationObject;
}

export const operationsOf = (face: Face): DocumentedOperation[] =>
  Object.entries(describeFace(face, '0.0.0-test', {}).paths).flatMap(([path, item]) =>
    (Object.entries(item) as [Method, OperationObject][]).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation,
    })),
  );

/** All scopes that the operation needs. */
export const scopesOf = ({ operation }: DocumentedOperation): string[] => [
  ...(operation['x-required-scopes'][0] ?? []),
];

/** Returns accepted edge values of each query parameter: `limit=1`, `limit=100`, `sort=name` and so on. */
export const queriesOf = ({ operation }: DocumentedOperation): string[] =>
  ((operation.parameters ?? []) as Parameter[])
    .filter((parameter) => parameter.in === 'query' && parameter.name !== 'cursor')
    .flatMap(({ name, schema }) =>
      valuesOf(schema as Schema).map((value) => `${name}=${encodeURIComponent(String(value))}`),
    );

function valuesOf(schema: Schema): unknown[] {
  if (schema.enum) return schema.enum as unknown[];
  switch (schema.format ?? schema.type) {
    case 'integer':
      return [schema.minimum, schema.maximum, schema.default];
    case 'boolean':
      return [true, false];
    case 'uuid':
      return ['019aa000-0000-7000-8000-000000000000'];
    case 'date-time':
      return ['2026-02-28T23:59:59Z', '0002-01-01t00:00:00.123456789+14:00', '9997-12-31T00:00:00-12:00'];
    case 'string':
      return ['', 'x', '💩', '%', '%'.repeat(500)];
    default:
      throw new Error(`Nobody knows a value of ${JSON.stringify(schema)}`);
  }
}
