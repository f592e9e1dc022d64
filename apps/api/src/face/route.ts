import type { Context, Deprecated } from '@berth/resource';
import type { TObject, TSchema } from '@sinclair/typebox';
import type { Context as HonoContext } from 'hono';
import type { AnyCode } from '../http/errors.ts';
import type { Env, Request } from '../http/request.ts';

export type PlainHeaders = Readonly<Record<string, string>>;

/** A request that a route was found for. */
export interface Opened {
  request: Request;
  c: HonoContext<Env>;
  /** The segments of the path that are parameters. */
  params: Readonly<Record<string, string>>;
}

/** A request whose key is known and holds the scopes of the route. */
export interface Asked extends Opened {
  ctx: Context;
}

/** A route, as the pipeline serves it and the OpenAPI document describes it. `Code` is what the face calls its errors. */
interface Endpoint<Code> {
  /** Identifies the operation in the document: `providerConfigs.create`. */
  id: string;
  tag: string;
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Segments with a colon are parameters. */
  path: string;
  summary: string;
  description: string;
  deprecated?: Deprecated | undefined;
  /** The form of an id in the path, where not any text may be one. */
  idFormat?: 'uuid';
  /** The parameters of the query. */
  query?: TObject;
  body?: TSchema;
  /** Takes an `Idempotency-Key`. */
  repeatable?: boolean;
  /** The status of success. */
  status: 200 | 201 | 204;
  /** The schema of the answer; absent when only the status is sent. */
  view?: TSchema;
  /** Errors beside those of every request. */
  errors: readonly Code[];
  /** Headers of every answer of the route, errors too. */
  headers?(opened: Opened): PlainHeaders;
}

/** A route for who has a key with the scopes. */
export interface KeyRoute<Code = AnyCode> extends Endpoint<Code> {
  open?: false;
  /** All scopes of one of these lists are needed. They are asked for before anything is looked up. */
  scopes: readonly (readonly string[])[];
  /** Gives the body of the answer; undefined for none. */
  run(asked: Asked): Promise<unknown>;
}

/** A route that needs no key. It answers by itself. */
export interface OpenRoute extends Endpoint<AnyCode> {
  open: true;
  view: TSchema;
  /** The media type of the answer. */
  type: 'application/json' | 'text/plain';
  /** Further statuses that answer with a body of the view. */
  alsoStatuses?: readonly number[];
  /** Has an ETag, and answers 304 to who has the answer already. */
  tagged?: boolean;
  run(opened: Opened): Response | Promise<Response>;
}

export type Route<Code = AnyCode> = KeyRoute<Code> | OpenRoute;
