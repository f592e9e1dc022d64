import { MANAGE_MODELS } from '@berth/domain';
import { DomainError, isStorableText, notFound } from '@berth/kernel';
import { type Context, requireScope } from '@berth/resource';
import { Hono, type Context as HonoContext } from 'hono';
import { answer, answerText, retryAfter } from '../../answer.ts';
import { bearerToken, contextFor } from '../../auth.ts';
import { refuseOversize } from '../../limits.ts';
import type { Request } from '../../request.ts';
import { type BoomBody, boomOf, internalError } from './errors.ts';
import { type Reply, type Route, routes } from './routes.ts';

type Env = { Variables: { request: Request } };
type Run = (ctx: Context, c: HonoContext<Env>) => Promise<Reply>;

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

/** Who may not manage AI learns nothing of what there is: the scope is asked for before anything is looked up. */
const runOf =
  ({ manages, run }: Route): Run =>
  async (ctx, c) => {
    if (manages) requireScope(ctx, MANAGE_MODELS);
    const id = c.req.param('id') ?? '';
    if (!isStorableText(id)) throw notFound('resource');
    return run({ ctx, c, id, url: new URL(c.req.url) });
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
      return replyWith(request, c, await run(ctx, c));
    } catch (error) {
      const body = toBoom(request, error);
      return answer(request, body.statusCode, body, { ...headers, ...retryAfter(error) });
    }
  };
}

function replyWith(request: Request, c: HonoContext, { status, body, location }: Reply): Response {
  if (body === undefined) return answerText(request, status, null, {});
  const hal = c.req.header('accept')?.includes('application/hal+json');
  return answer(request, status, body, {
    ...(hal ? { 'Content-Type': 'application/hal+json' } : {}),
    ...(location ? { Location: location } : {}),
    Vary: 'Accept',
  });
}

function toBoom(request: Request, error: unknown): BoomBody {
  if (!(error instanceof DomainError)) {
    request.failed(error);
    return internalError();
  }
  if (error.code === 'unavailable') request.failed(error.cause);
  return boomOf(error);
}
