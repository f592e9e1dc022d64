import type { Text } from '@berth/kernel';
import type { Context } from '@berth/resource';
import type { TSchema } from '@sinclair/typebox';
import type { Context as HonoContext } from 'hono';
import type { Env } from '../http/request.ts';
import type { Schemas } from '../openapi/schemas.ts';
import type { Answer, Document, Parameter, Reference, Schema } from '../openapi/types.ts';
import type { Exchanges, Stage } from './exchanges.ts';
import type { Opened, PlainHeaders, Route, RouteRequest } from './route.ts';

/** An error of a face, as the catalogue of errors at `/docs/errors` lists it. */
export interface ErrorRow {
  /** The status; null for an error of the start, which no request gets. */
  status: number | null;
  code: string;
  /** The meaning of the code, the same at every occurrence. */
  meaning: string;
  /** The messages of the code, with the next step where a message has its own. */
  texts: readonly Text[];
  /** The messages of single members, for a code that lists several problems. */
  problems?: readonly string[];
  /** The next step of the caller, whatever the message. */
  next: string;
}

/** A dialect of the API, as data. `serveFaces` serves its table of routes, `describeFace` describes it. */
export interface Face<R extends Route<unknown> = Route<unknown>> {
  /** The name of the face and of its document: `root` has `/openapi/root.json`. */
  name: string;
  /** The path below which the face is served; its routes see the rest of a path. */
  mount?: string;
  /** Spells a path as the routes of this face do; null for a path of another face. */
  pathOf(path: string): string | null;
  routes: readonly R[];
  /** Query parameters that every route takes, beside those of its document. */
  commonParameters?: readonly string[];
  /** True when no parameter is a list or a window, which have brackets behind their name. */
  plainParameters?: true;
  /** Reads the token out of the request. @throws DomainError `unauthorized`. */
  token(c: HonoContext<Env>): string;
  /**
   * Makes the context of a request that proves its key in another way than by a token. People use such a face, and see
   * at once what they have changed: its reads go to the primary. @throws DomainError
   */
  context?(c: HonoContext<Env>): Promise<Context>;
  /** Refuses a request before its key is read. @throws HttpError. */
  admit?(c: HonoContext<Env>): void;
  /** Makes the error for a path without a route. */
  noRoute(method: string, path: string): Error;
  /** Makes the error for a method that the path does not have. */
  wrongMethod(allowed: string): Error;
  /** Makes the headers of every answer. */
  headers?(c: HonoContext<Env>): PlainHeaders;
  /** Makes the answer from one that is kept, without running the route; null when it has to run. */
  kept?(asked: RouteRequest, route: R, headers: PlainHeaders): Promise<Response | null>;
  /** Makes the answer of a route from the body that its `run` returned. */
  answer(opened: Opened, route: R, body: unknown, headers: PlainHeaders): Response | Promise<Response>;
  /** Makes the answer to any thrown value. */
  refuse(c: HonoContext<Env>, error: unknown, headers: PlainHeaders): Response;
  document: FaceText<R>;
  /** Every error of this face, for the catalogue of errors. */
  errors: readonly ErrorRow[];
  /** Yields exchanges in groups. An id is the same in all exchanges of a group. */
  exchanges(stage: Stage): AsyncIterable<Exchanges>;
}

/** The texts and parts of a face's OpenAPI document that its routes do not hold. */
export interface FaceText<R> extends Pick<Document['info'], 'title' | 'summary' | 'description'> {
  tags: Document['tags'];
  /** The description of each path parameter. */
  pathParameters: Readonly<Record<string, string>>;
  /** The security scheme of the key. */
  key: Schema;
  /** Components: parameters that operations refer to. */
  parameters?: Record<string, Parameter>;
  /** Requires a body even when none of its members is required. */
  needsBody?: true;
  parametersOf(route: R, schemas: Schemas): readonly (Parameter | Reference)[];
  /** Makes the schema of a body in the document, where it is more than the schema of the route. */
  bodyOf?(route: R, body: TSchema, schemas: Schemas): Schema | Reference;
  success(route: R, schemas: Schemas): Answer;
  /** Makes every answer but success, by status. */
  others(route: R, schemas: Schemas): Record<string, Answer | Reference>;
  /** Components: answers that operations refer to. */
  responses(routes: readonly R[], schemas: Schemas): Record<string, Answer>;
}
