import type { Context, Deprecated } from '@berth/resource';
import type { TObject, TSchema } from '@sinclair/typebox';
import type { Context as HonoContext } from 'hono';
import type { AnyCode } from '../http/errors.ts';
import type { Env, Request } from '../http/request.ts';

export type PlainHeaders = Readonly<Record<string, string>>;

/** A request that matches a route. */
export interface Opened {
  request: Request;
  c: HonoContext<Env>;
  /** The path parameters. */
  params: Readonly<Record<string, string>>;
}

/** A request whose key is known and holds the scopes of the route. */
export interface RouteRequest extends Opened {
  ctx: Context;
}

/**
 * A route, as the pipeline serves it and the OpenAPI document describes it. `Code` is the type of the face's error
 * codes.
 */
interface Endpoint<Code> {
  /** The operation id in the document: `providerConfigs.create`. */
  id: string;
  tag: string;
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** The path. Segments with a colon are parameters. */
  path: string;
  summary: string;
  description: string;
  deprecated?: Deprecated | undefined;
  /** The format of an id in the path, unless any text may be one. */
  idFormat?: 'uuid';
  /** The query parameters. */
  query?: TObject;
  body?: TSchema;
  /** Takes an `Idempotency-Key`. */
  repeatable?: boolean;
  /** The status of success. */
  status: 200 | 201 | 204;
  /** The schema of the answer; absent when only the status is sent. */
  view?: TSchema;
  /** The errors beside those that every request may meet. */
  errors: readonly Code[];
  /** Makes the headers of every answer of the route, errors included. */
  headers?(opened: Opened): PlainHeaders;
}

/** A route that needs a key with its scopes. */
export interface KeyRoute<Code = AnyCode> extends Endpoint<Code> {
  open?: false;
  /** Alternatives: the key must hold all scopes of one list. They are checked before any row is read. */
  scopes: readonly (readonly string[])[];
  /**
   * A row with an ETag: one that is shown, with 304 to a reader who has it; one that is made; or one that is changed
   * under `If-Match`.
   */
  versions?: 'shown' | 'made' | 'checked';
  /** Resolves to the body of the answer; undefined for none. */
  run(asked: RouteRequest): Promise<unknown>;
}

/** A route that needs no key. It makes its answer itself. */
export interface OpenRoute extends Endpoint<AnyCode> {
  open: true;
  view: TSchema;
  /** The media type of the answer. */
  type: 'application/json' | 'text/plain';
  /** Further statuses that answer with a body of the view. */
  alsoStatuses?: readonly number[];
  /** Sends an ETag, and answers 304 to a caller that has the answer already. */
  tagged?: boolean;
  run(opened: Opened): Response | Promise<Response>;
}

export type Route<Code = AnyCode> = KeyRoute<Code> | OpenRoute;
