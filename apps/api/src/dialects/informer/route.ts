import type { ErrorCode } from '@berth/kernel';
import type { Context } from '@berth/resource';
import type { TObject } from '@sinclair/typebox';
import type { Context as HonoContext } from 'hono';

/** A request whose key is known and may do this. */
export interface Asked {
  ctx: Context;
  c: HonoContext;
  /** What stands in the path; empty where nothing does. */
  id: string;
  url: URL;
}

/** A route of this face: what runs, and what the document says of it. */
export interface Route {
  /** Of the operation. */
  id: string;
  tag: string;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  summary: string;
  description: string;
  /** All of them are needed, and are asked for before anything is looked up. */
  scopes: readonly string[];
  query?: TObject;
  body?: TObject;
  /** Whether it takes an `Idempotency-Key`. */
  repeatable?: true;
  /** When all is well. What was made (201) says where it is in its link to itself. */
  status: 200 | 201 | 204;
  view?: TObject;
  /** Beside what can go wrong with any request. */
  errors: readonly ErrorCode[];
  /** Answers the body; without one nothing is sent but the status. */
  run: (asked: Asked) => Promise<unknown>;
}
