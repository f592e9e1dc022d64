import { withMembers } from '@berth/kernel';
import { type Context, lacksScope } from '@berth/resource';
import type { Hono, Context as HonoContext } from 'hono';
import { contextFor } from '../http/auth.ts';
import { bodyArrived } from '../http/body.ts';
import { isOtherAnswer, requireConditions } from '../http/conditions.ts';
import { requestErrors } from '../http/errors.ts';
import { refuseOversize } from '../http/limits.ts';
import { isRead, positionHeader, readContext } from '../http/position.ts';
import { isLenient, preferenceApplied } from '../http/prefer.ts';
import type { Env } from '../http/request.ts';
import { deprecationHeaders } from './deprecation.ts';
import type { Face } from './face.ts';
import { parameterCheck, refuseMalformed } from './known-parameters.ts';
import type { KeyRoute, Opened, PlainHeaders } from './route.ts';
import { createRouter, type Matched, pathWith, type Router } from './router.ts';

/** Serves faces. The first face that owns the path answers, so a face that owns every path comes last. */
export function serveFaces(app: Hono<Env>, faces: readonly Face[]): void {
  const served = faces.map((face) => ({
    face,
    router: createRouter(face.routes),
    refuseUnknown: parameterCheck(face),
  }));
  app.all('*', (c, next) => {
    for (const { face, ...parts } of served) {
      const path = pathBelow(face, c.req.path);
      const spelling = path === null ? null : face.pathOf(path);
      if (path !== null && spelling !== null) return respond(face, parts, { path, spelling }, c);
    }
    return next();
  });
}

/** Cuts the mount of a face off a path; null for a path that is not below it. */
function pathBelow({ mount = '' }: Face, path: string): string | null {
  return path.startsWith(`${mount}/`) ? path.slice(mount.length) : null;
}

/** The parts of a face that are made once. */
interface Parts {
  router: Router<Face['routes'][number]>;
  refuseUnknown: ReturnType<typeof parameterCheck>;
}

/** The `Retry-After` of a request that has waited too long for its beginning, in seconds. */
const BUSY_SECONDS = 2;

/** Answers a request of any face: path → key → route → scopes → parameters → body → key → answer. */
async function respond(
  face: Face,
  { router, refuseUnknown }: Parts,
  { path, spelling }: { path: string; spelling: string },
  c: HonoContext<Env>,
): Promise<Response> {
  const request = c.get('request');
  let headers = face.headers?.(c) ?? {};
  try {
    refuseOversize(c);
    const { method } = c.req;
    const matched = router(spelling, path);
    const route = matched && routeOf(matched, method);
    request.servedBy = { face: face.name, route: matched?.routes[0]?.path ?? null };
    const opened: Opened = { request, c, params: matched?.params ?? {} };
    if (route) request.path = (face.mount ?? '') + pathWith(route.path, opened.params);
    headers = Object.assign(
      {},
      headers,
      deprecationOf(matched, request.server.basePath),
      route?.headers?.(opened),
    );
    face.admit?.(c);
    const exact = async (response: Response): Promise<Response> => {
      if (!isOtherAnswer(c, response)) return response;
      headers = Object.assign({}, headers, tagOf(response));
      await response.body?.cancel();
      throw requestErrors.otherAnswer();
    };
    if (route?.open) {
      requireConditions(c, false);
      return await exact(await face.answer(opened, route, await route.run(opened), headers));
    }
    if (matched && !route) headers = { ...headers, Allow: allowed(matched) };
    if (matched?.routes.every(({ open }) => open)) throw face.wrongMethod(allowed(matched));
    if (request.isLate) throw requestErrors.serverBusy({ retry_after: BUSY_SECONDS });
    const authenticated = () => face.context?.(c) ?? contextFor(request, face.token(c));
    let ctx = await authenticated();
    if (!matched) throw face.noRoute(method, path);
    if (!route) throw face.wrongMethod(allowed(matched));
    requireScopes(ctx, route.scopes);
    // A refusal has followed no preference
    const followed = (all: PlainHeaders) => (isLenient(c) ? withMembers(all, preferenceApplied) : all);
    refuseMalformed(c.req.url);
    if (!isLenient(c)) refuseUnknown(route, c.req.url);
    requireConditions(c, route.versions === 'checked');
    if (!isRead(method) && (await bodyArrived(c))) {
      ctx = await authenticated(); // a key can end while its body comes
      requireScopes(ctx, route.scopes);
    }
    const asked = { ctx: face.context ? ctx : await readContext(ctx, c), ...opened };
    const kept = await face.kept?.(asked, route, followed(headers));
    if (kept) return await exact(kept);
    const body = await route.run(asked);
    if (!isRead(method)) headers = withMembers(headers, await positionHeader(ctx.database));
    return await exact(await face.answer(opened, route, body, followed(headers)));
  } catch (error) {
    return face.refuse(c, error, headers);
  }
}

/** Makes the header with the tag of an answer; nothing for an answer without one. */
function tagOf({ headers }: Response): PlainHeaders {
  const etag = headers.get('etag');
  return etag === null ? {} : { ETag: etag };
}

/** Finds the route for a method. HEAD is answered as GET without its body (RFC 9110 §9.3.2). */
const routeOf = <R extends { method: string }>({ routes }: Matched<R>, method: string): R | undefined =>
  routes.find((route) => route.method === (method === 'HEAD' ? 'GET' : method));

const allowed = ({ routes }: Matched<{ method: string }>): string =>
  routes.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ');

/** A path is deprecated with the routes that it has, also for a method that it does not have. */
function deprecationOf(matched: Matched<Face['routes'][number]> | null, basePath: string): PlainHeaders {
  const deprecated = matched?.routes.find((route) => route.deprecated)?.deprecated;
  return matched && deprecated ? deprecationHeaders(deprecated, matched.params, basePath) : {};
}

/** Requires one of the scope lists. @throws DomainError `forbidden` with the first missing scope of each list. */
function requireScopes(ctx: Context, lists: KeyRoute['scopes']): void {
  const missing = lists.flatMap((list) => list.find((scope) => !ctx.scopes.has(scope)) ?? []);
  if (missing.length === lists.length) throw lacksScope(ctx, [...new Set(missing)]);
}
