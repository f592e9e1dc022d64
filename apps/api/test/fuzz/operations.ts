import { describeFace } from '../../src/face/describe.ts';
import { faces } from '../../src/faces.ts';
import type { Document, OperationObject, Parameter, Reference, Schema } from '../../src/openapi/types.ts';

/** An operation of a face with its parameters inline. */
export interface FuzzedOperation {
  /** For example `root.providers.create`. */
  id: string;
  face: string;
  method: string;
  /** With `{id}` and other parameters in place. */
  path: string;
  parameters: Parameter[];
  body: { required: boolean; schema: Schema | Reference } | null;
  /** True when the operation needs no key. */
  isOpen: boolean;
  /** The document in which references of the schemas are resolved. */
  document: Document;
}

/** Every operation of every face. */
export const operations: FuzzedOperation[] = faces.flatMap((face) => {
  const document = describeFace(face, '0.0.0-test', {});
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) =>
      operationOf(face.name, document, path, method, operation),
    ),
  );
});

function operationOf(
  face: string,
  document: Document,
  path: string,
  method: string,
  operation: OperationObject,
): FuzzedOperation {
  const content = operation.requestBody?.content['application/json'];
  return {
    id: `${face}.${operation.operationId}`,
    face,
    method: method.toUpperCase(),
    path,
    parameters: (operation.parameters ?? []).map((parameter) => resolved(document, parameter)),
    body: content ? { required: operation.requestBody?.required ?? false, schema: content.schema } : null,
    isOpen: operation.security.length === 0,
    document,
  };
}

function nameIn({ $ref }: Reference): string {
  return $ref.split('/').at(-1) ?? '';
}

function resolved(document: Document, parameter: Parameter | Reference): Parameter {
  if (!('$ref' in parameter)) return parameter;
  const found = document.components.parameters[nameIn(parameter)];
  if (!found) throw new Error(`The document has no ${parameter.$ref}`);
  return found;
}

/** Resolves a reference of the document; returns any other schema unchanged. */
export function schemaOf(document: Document, schema: Schema | Reference): Schema {
  if (!('$ref' in schema)) return schema as Schema;
  const found = document.components.schemas[nameIn(schema as Reference)];
  if (!found) throw new Error(`The document has no ${schema.$ref}`);
  return schemaOf(document, found);
}
