/** The parts of an OpenAPI 3.1 document that Berth writes. */

export type Schema = Readonly<Record<string, unknown>>;

export interface Reference {
  $ref: string;
}

export interface Parameter {
  name: string;
  in: 'query' | 'path' | 'header';
  description: string;
  required?: boolean;
  deprecated?: boolean;
  schema: Schema | Reference;
  style?: 'deepObject';
  explode?: boolean;
  example?: unknown;
}

export interface MediaType {
  schema: Schema | Reference;
  example?: unknown;
}

export interface Header {
  description: string;
  schema: Schema;
}

export interface Answer {
  description: string;
  headers?: Record<string, Reference | Header>;
  content?: Record<string, MediaType>;
}

export interface OperationObject {
  operationId: string;
  summary: string;
  description: string;
  tags: string[];
  deprecated?: boolean;
  parameters?: (Parameter | Reference)[];
  requestBody?: { required: boolean; content: Record<string, MediaType> };
  responses: Record<string, Answer | Reference>;
  security: Record<string, string[]>[];
  /** The scopes of each alternative list. They stand beside `security`, where OpenAPI has scopes for OAuth only. */
  'x-required-scopes': readonly (readonly string[])[];
  /** The operation as a shell command that works as it stands. */
  'x-codeSamples'?: { lang: 'Shell'; source: string }[];
}

export type Method = 'get' | 'post' | 'patch' | 'put' | 'delete';

export interface Document {
  openapi: '3.1.0';
  info: {
    title: string;
    version: string;
    summary: string;
    description: string;
    license: { name: string; identifier: string };
    contact: { name: string };
  };
  servers: { url: string; description: string }[];
  tags: { name: string; description: string }[];
  paths: Record<string, Partial<Record<Method, OperationObject>>>;
  components: {
    schemas: Record<string, Schema | Reference>;
    responses: Record<string, Answer>;
    parameters: Record<string, Parameter>;
    headers: Record<string, Header>;
    securitySchemes: Record<string, Schema>;
  };
}
