import type { Deprecated, Filter, Resource } from '@berth/resource';
import type { Hono, Context as HonoContext, MiddlewareHandler } from 'hono';
import type { Env } from '../../request.ts';
import { readQuery } from './query.ts';

/** Answers of what is deprecated say so. To be mounted before the routes of the resource. */
export function mountDeprecations(app: Hono<Env>, resource: Resource): void {
  for (const [alias, deprecated] of Object.entries(resource.aliases)) {
    for (const behind of ['', '/:id']) {
      app.use(`/${alias}${behind}`, saying({ ...deprecated, instead: `/${resource.path}${behind}` }));
    }
  }
  for (const { path, method, deprecated } of resource.operations) {
    if (deprecated) app.on(method ?? 'GET', `/${path}`, saying(deprecated));
  }
  for (const { path, method, deprecated } of resource.actions) {
    if (deprecated) app.on(method ?? 'POST', `/${resource.path}/:id/${path}`, saying(deprecated));
  }
  const filters = Object.entries(resource.filters).filter(([, { deprecated }]) => deprecated);
  if (filters.length > 0) for (const path of listsOf(resource)) app.get(path, sayingOf(filters));
}

const listsOf = ({ path, aliases, within }: Resource): string[] => [
  ...[path, ...Object.keys(aliases)].map((own) => `/${own}`),
  ...(within?.paths ?? []).map((parent) => `/${parent}/:id/${within?.as}`),
];

const saying =
  (deprecated: Deprecated): MiddlewareHandler =>
  async (c, next) => {
    await next();
    say(c, deprecated);
  };

/** Of the parameters that the request has, the first. */
const sayingOf =
  (filters: [string, Filter][]): MiddlewareHandler =>
  async (c, next) => {
    await next();
    const query = readQuery(c.req.url);
    const used = filters.find(([name]) => name in query)?.[1].deprecated;
    if (used) say(c, used);
  };

function say(c: HonoContext, deprecated: Deprecated): void {
  for (const [name, text] of Object.entries(headersOf(deprecated, c.req.param()))) c.header(name, text);
}

/** Longer than any path with ids; clients take heads of 8 kB or 16 kB. */
const LONGEST_LINK = 1_000;

/**
 * `Deprecation` (RFC 9745 §2.1), `Sunset` (RFC 8594 §3) where an end is planned, and a `Link` to what takes its place
 * (RFC 5829 §3.5), but for one too long for a head.
 */
export function headersOf(
  { since, sunset, instead }: Deprecated,
  parameters: Readonly<Record<string, string>>,
): Record<string, string> {
  const target = instead?.replaceAll(/:(\w+)/g, (_, name) => encodeURIComponent(parameters[name] ?? ''));
  return {
    Deprecation: `@${Date.parse(since) / 1000}`,
    ...(sunset === undefined ? {} : { Sunset: new Date(sunset).toUTCString() }),
    ...(target === undefined || target.length > LONGEST_LINK
      ? {}
      : { Link: `<${target}>; rel="successor-version"` }),
  };
}
