import type { TSchema } from '@sinclair/typebox';
import type { Context as HonoContext } from 'hono';
import type { Env } from '../http/request.ts';
import type { Schemas } from '../openapi/schemas.ts';
import type { Answer, Document, Parameter, Reference, Schema } from '../openapi/types.ts';
import type { Exchanges, Stage } from './exchanges.ts';
import type { Opened, PlainHeaders, Route } from './route.ts';

/** A dialect of the API, as data: one function serves its table of routes, one describes it. */
export interface Face<R extends Route<unknown> = Route<unknown>> {
  /** The document of `root` is `/openapi/root.json`. */
  name: string;
  /** A path in the form in which this face writes its own; null for a path of another face. */
  pathOf(path: string): string | null;
  routes: readonly R[];
  /** Reads the token out of the request. @throws DomainError `unauthorized`. */
  token(c: HonoContext<Env>): string;
  /** Refuses a request before its key is looked at. @throws HttpError. */
  admit?(c: HonoContext<Env>): void;
  /** The error for a path without a route. */
  noRoute(method: string, path: string): Error;
  /** The error for a method that the path does not have. */
  wrongMethod(allowed: string): Error;
  /** Headers of every answer. */
  headers?(c: HonoContext<Env>): PlainHeaders;
  /** Makes the answer of a route from the body that it gives. */
  answer(opened: Opened, route: R, body: unknown, headers: PlainHeaders): Response | Promise<Response>;
  /** Makes the answer to an error, whatever was thrown. */
  refuse(c: HonoContext<Env>, error: unknown, headers: PlainHeaders): Response;
  document: FaceText<R>;
  /** Gives exchanges that belong together, so that an id is the same in all of them. */
  exchanges(stage: Stage): AsyncIterable<Exchanges>;
}

/** What the OpenAPI document of a face says beside its routes. */
export interface FaceText<R> extends Pick<Document['info'], 'title' | 'summary' | 'description'> {
  tags: Document['tags'];
  /** The meaning of each parameter of a path. */
  pathParameters: Readonly<Record<string, string>>;
  /** How a key is shown. */
  key: Schema;
  /** Parameters that operations refer to. */
  parameters?: Record<string, Parameter>;
  /** Whether a body must be sent even when none of its members is required. */
  needsBody?: true;
  parametersOf(route: R, schemas: Schemas): readonly (Parameter | Reference)[];
  /** The schema of a body in the document, where it is more than that of the route. */
  bodyOf?(route: R, body: TSchema, schemas: Schemas): Schema | Reference;
  success(route: R, schemas: Schemas): Answer;
  /** Every other answer by its status. */
  others(route: R, schemas: Schemas): Record<string, Answer | Reference>;
  /** Answers that operations refer to. */
  responses(routes: readonly R[], schemas: Schemas): Record<string, Answer>;
}
