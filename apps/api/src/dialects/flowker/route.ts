import type { Context } from '@berth/resource';
import type { TObject, TSchema } from '@sinclair/typebox';
import type { Context as HonoContext } from 'hono';
import type { Code } from './errors.ts';
import type { Endpoint } from './router.ts';

/** A request whose key is known and may do this. */
export interface Asked {
  ctx: Context;
  c: HonoContext;
  params: Record<string, string>;
  query: URLSearchParams;
}

/** Answers the body; without one nothing is sent but the status. */
export type Run = (asked: Asked) => Promise<unknown>;

/** A route of this face: what runs, and what the document says of it. */
export interface Route extends Endpoint {
  /** Of the operation. */
  id: string;
  tag: string;
  summary: string;
  description: string;
  /** What an id in the path is, where not any text may be one. */
  idFormat?: 'uuid';
  /** All of them are needed, and are asked for before anything is looked up. */
  scopes: readonly string[];
  query?: TObject;
  body?: TObject;
  /** Whether it takes an `Idempotency-Key`. */
  repeatable?: true;
  /** When all is well. */
  status: 200 | 201 | 204;
  view?: TSchema;
  /** Beside what can go wrong with any request. */
  errors: readonly Code[];
  run: Run;
}
