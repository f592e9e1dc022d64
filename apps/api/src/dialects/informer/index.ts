import { DomainError, isStorableText, notFound } from '@berth/kernel';
import { type Context, requireScope } from '@berth/resource';
import { Hono, type Context as HonoContext } from 'hono';
import { answer, answerText, bearerChallenge, retryAfter } from '../../answer.ts';
import { bearerToken, contextFor } from '../../auth.ts';
import { replayHeader } from '../../idempotency-key.ts';
import { refuseOversize } from '../../limits.ts';
import { refusalFor } from '../../refusal.ts';
import type { Env } from '../../request.ts';
import { boomOf, internalError } from './errors.ts';
import type { Link } from './hal.ts';
import type { Route } from './route.ts';
import { routes } from './routes.ts';

type Run = (ctx: Context, c: HonoContext<Env>) => Promise<Response>;

/** The Informer face: AI providers, their types and models as HAL under `/api` (contracts: informer). */
export function informerFace(): Hono<Env> {
  const app = new Hono<Env>();
  for (const route of routes) app.on(route.method, route.path, handle(runOf(route)));
  for (const path of new Set(routes.map((route) => route.path))) {
    const methods = routes.filter((route) => route.path === path).map((route) => route.method);
    app.all(path, handle(wrongMethod, { Allow: methods.join(', ') }));
  }
  app.all(
    '/api/*',
    handle(() => {
      throw notFound('endpoint');
    }),
  );
  return app;
}

/** Who may not manage AI learns nothing of what there is: the scopes are asked for before anything is looked up. */
const runOf =
  ({ scopes, status, run }: Route): Run =>
  async (ctx, c) => {
    for (const scope of scopes) requireScope(ctx, scope);
    const id = c.req.param('id') ?? '';
    if (!isStorableText(id)) throw notFound('resource');
    return replyWith(c, status, await run({ ctx, c, id, url: new URL(c.req.url) }));
  };

const wrongMethod: Run = () => {
  throw new DomainError('method_not_allowed', 'Method Not Allowed');
};

function handle(run: Run, headers: Record<string, string> = {}) {
  return async (c: HonoContext<Env>): Promise<Response> => {
    const request = c.get('request');
    try {
      refuseOversize(c);
      const ctx = await contextFor(request, bearerToken(c.req.header('authorization')));
      return await run(ctx, c);
    } catch (error) {
      const refusal = refusalFor(request, error);
      const body = refusal ? boomOf(refusal) : internalError();
      return answer(request, body.statusCode, body, {
        ...headers,
        ...retryAfter(refusal),
        ...bearerChallenge(refusal),
      });
    }
  };
}

function replyWith(c: HonoContext<Env>, status: number, body: unknown): Response {
  const request = c.get('request');
  if (body === undefined) return answerText(request, status, null, {});
  const hal = c.req.header('accept')?.includes('application/hal+json');
  return answer(request, status, body, {
    ...(hal ? { 'Content-Type': 'application/hal+json' } : {}),
    ...(status === 201 ? { Location: selfOf(body) } : {}),
    ...replayHeader(c),
    Vary: 'Accept',
  });
}

const selfOf = (body: unknown): string => (body as { _links: { self: Link } })._links.self.href;
