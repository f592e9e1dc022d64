import { DomainError, type ErrorCode } from '@berth/kernel';
import type { TSchema } from '@sinclair/typebox';
import type { Context, Hono } from 'hono';
import { answerError } from './dialects/metorial/answer-error.ts';
import { refuseOversize } from './limits.ts';
import type { Env, Request } from './request.ts';

/** What is answered to GET without a key. It stands in the document of the root face, in whose words its errors are. */
export interface OpenRoute {
  /** Of the operation. */
  id: string;
  path: string;
  tag: string;
  summary: string;
  description: string;
  /** What it answers with, each with a body of the view. */
  statuses: readonly number[];
  type: 'application/json' | 'text/plain';
  view: TSchema;
  /** Whether it has an ETag, and answers 304 to who has it. */
  tagged: boolean;
  errors: readonly ErrorCode[];
}

/** Mounts the route for GET, and for every other method a refusal. */
export function mountOpen(
  app: Hono<Env>,
  { path }: Pick<OpenRoute, 'path'>,
  run: (c: Context<Env>, request: Request) => Response | Promise<Response>,
): void {
  app.get(path, async (c) => {
    const request = c.get('request');
    try {
      refuseOversize(c);
      const response = await run(c, request);
      response.headers.set('X-Request-Id', request.shownId);
      return response;
    } catch (error) {
      return answerError(request, c, error, {});
    }
  });
  app.all(path, (c) => {
    const error = new DomainError('method_not_allowed', 'This endpoint takes GET.');
    return answerError(c.get('request'), c, error, { Allow: 'GET' });
  });
}
