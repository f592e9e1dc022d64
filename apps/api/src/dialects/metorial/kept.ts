import { isVersioned, registry, versionOfInstance } from '@berth/domain';
import { type Context, expansionsOf, type Resource } from '@berth/resource';
import type { PlainHeaders, RouteRequest } from '../../face/route.ts';
import { answerText } from '../../http/answer.ts';
import { isAmong } from '../../http/etag.ts';
import { isAskedAgain, keptAnswer, placeOf } from '../../http/kept.ts';
import { readQuery } from './query.ts';
import type { RootRoute } from './route.ts';

/**
 * Answers a request that comes again from the answer that this process has kept, if the instance still has the version
 * of it: one small statement in the place of the rows. A caller who has the answer gets 304. Null for any other
 * request, whose answer is then made, and kept if the version was asked. The version is read before the rows, so it can
 * only be too old for them. `Cache-Control: no-cache` (RFC 9111 §5.2.1.4) asks for an answer that is made anew.
 */
export async function answerKept(
  { request, c, ctx }: RouteRequest,
  route: RootRoute,
  more: PlainHeaders,
): Promise<Response | null> {
  if (route.open || !isFollowed(ctx, route.shows, c.req.url) || wantsAnew(c.req.header('cache-control')))
    return null;
  const header = c.req.header('if-none-match');
  const place = placeOf(ctx, c.req.url);
  if (!isAskedAgain(request, place) && header === undefined) return null;
  request.revalidated = { place, version: await versionOfInstance(ctx) };
  const kept = keptAnswer(request);
  if (kept === null) return null;
  const isKnown = header !== undefined && isAmong(header, kept.etag);
  if (!isKnown && kept.text === null) return null;
  return answerText(request, isKnown ? 304 : 200, isKnown ? null : kept.text, { ETag: kept.etag, ...more });
}

const wantsAnew = (directives = ''): boolean => /\bno-(?:cache|store)\b/i.test(directives);

/** True when every change of the rows that a route shows is a new version of the instance. */
function isFollowed(ctx: Context, shows: readonly Resource[] | undefined, url: string): boolean {
  if (shows === undefined || !shows.every((resource) => isVersioned(ctx, resource))) return false;
  if (!url.includes('?')) return true;
  const names = Object.keys(readQuery(url));
  return !shows.some(
    (resource) =>
      names.some((name) => resource.read.filters[name]?.drifts) ||
      (names.includes('expand') && expandsUnversioned(ctx, resource)),
  );
}

const expandsUnversioned = (ctx: Context, resource: Resource): boolean =>
  [...expansionsOf(registry, resource).values()].some(({ of }) => !isVersioned(ctx, of));
