import { registry, versionOfInstance } from '@berth/domain';
import { expansionsOf, type Resource } from '@berth/resource';
import type { Asked, PlainHeaders } from '../../face/route.ts';
import { answerText } from '../../http/answer.ts';
import { readTags } from '../../http/etag.ts';
import { isRemembered, placeOf } from '../../http/remembered.ts';
import { readQuery } from './query.ts';
import type { RootRoute } from './route.ts';

/** More tags than a caller keeps for one URL. */
const MOST_TAGS = 8;

/**
 * Answers 304 to a caller who has an answer of which this process knows the version, if that is still the version of
 * the instance: one small statement in the place of the rows. Null for any other request, whose answer is then made,
 * compared and remembered. The version is read before the rows, so it can only be too old for them.
 */
export async function unchangedRoot(
  { request, c, ctx }: Asked,
  route: RootRoute,
  more: PlainHeaders,
): Promise<Response | null> {
  const header = c.req.header('if-none-match');
  if (header === undefined || route.open || !isFollowed(route.shows, c.req.url)) return null;
  const tags = readTags(header).slice(0, MOST_TAGS);
  if (tags.length === 0) return null;
  request.revalidated = { place: placeOf(ctx, c.req.url), version: await versionOfInstance(ctx) };
  const known = tags.find((tag) => isRemembered(request, tag));
  return known === undefined ? null : answerText(request, 304, null, { ...more, ETag: known });
}

/** True when every change of the rows that a route shows is a new version of the instance. */
function isFollowed(shows: readonly Resource[] | undefined, url: string): boolean {
  if (shows === undefined || shows.some(({ read }) => read.drifts !== undefined)) return false;
  const query = readQuery(url);
  return !shows.some(
    (resource) =>
      Object.keys(query).some((name) => resource.read.filters[name]?.drifts) ||
      ('expand' in query && expandsDrifting(resource)),
  );
}

const expandsDrifting = (resource: Resource): boolean =>
  [...expansionsOf(registry, resource).values()].some(({ of }) => of.read.drifts !== undefined);
