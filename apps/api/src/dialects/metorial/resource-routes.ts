import { registry } from '@berth/domain';
import type { Kind } from '@berth/kernel';
import {
  type Context,
  type Deprecated,
  type FilterValue,
  get,
  list,
  listDependents,
  type Resource,
  referrersOf,
  type Within,
} from '@berth/resource';
import { deprecationHeaders } from '../../face/deprecation.ts';
import type { RouteRequest } from '../../face/route.ts';
import { camel } from '../../openapi/schemas.ts';
import { listEnvelope } from './envelope.ts';
import { outcomes, type Part } from './errors.ts';
import { listParameters, plainPage, readOptions, selectionParameters } from './parameters.ts';
import { readListRequest, readPlainPage, readQuery, readSelection } from './query.ts';
import type { ResourceRoute } from './route.ts';
import { presentSelected } from './selection.ts';
import { readId, verbRoute } from './verb-routes.ts';
import { oneOfThem, tagOf, wordsOf } from './words.ts';

/** Makes every route of a resource: its verbs, its rows under its path and its aliases, and the lists behind a row. */
export function routesOf(resource: Resource, resources: readonly Resource[]): ResourceRoute[] {
  const { wire, verbs, links } = resource;
  const own = verbs.filter(({ path }) => path === '');
  const further = verbs.filter(({ path }) => path !== '');
  const aliases = Object.entries(wire.aliases);
  const referring = referrersOf({ resources }, resource).map(({ entity }) => entity.kind);
  return [
    ...further.filter(({ on }) => on === 'collection').map((verb) => verbRoute(resource, verb)),
    ...rowRoutes(resource, wire.path),
    ...own.map((verb) => verbRoute(resource, verb)),
    ...aliases.flatMap(([alias, since]) =>
      [...rowRoutes(resource, alias), ...own.map((verb) => verbRoute(resource, verb, alias))].map((route) =>
        deprecatedAlias(route, since, wire.path),
      ),
    ),
    ...further.filter(({ on }) => on === 'row').map((verb) => verbRoute(resource, verb)),
    ...(referring.length > 0 ? [dependentsRoute(resource, referring)] : []),
    ...(links.within ? withinRoutes(resource, links.within, resources) : []),
  ];
}

const deprecatedAlias = (
  route: ResourceRoute,
  since: Omit<Deprecated, 'instead'>,
  path: string,
): ResourceRoute => ({
  ...route,
  deprecated: { ...since, instead: route.path.replace(/^\/[^/]+/, `/${path}`) },
});

const common = { method: 'GET', status: 200 } as const;

const errorsOf = (...parts: Part[]) => parts.flatMap((part) => outcomes[part]);

function rowRoutes(resource: Resource, path: string): ResourceRoute[] {
  const { view, about } = resource.wire;
  const name = camel(path);
  const own = {
    ...common,
    tag: tagOf(resource),
    scopes: [[`${resource.wire.path}:read`]],
    shows: [resource],
  };
  const noted: Part[] = resource.read.note ? ['store'] : [];
  return [
    {
      ...own,
      id: `${name}.list`,
      path: `/${path}`,
      summary: `List ${wordsOf(resource.wire.path)}`,
      description: `${about} Answers one page, ordered by creation.`,
      parameters: () => [...listParameters(resource), ...readOptions],
      success: { of: 'list', view, rows: resource },
      errors: errorsOf('key', 'page', ...noted),
      ...deprecatedFilters(resource),
      run: (asked) => showPage(asked, resource),
    },
    {
      ...own,
      id: `${name}.get`,
      path: `/${path}/:id`,
      summary: `Get ${oneOfThem(resource)}`,
      description: about,
      parameters: () => [...selectionParameters(resource, 'row'), ...readOptions],
      success: { of: 'one', view, rows: resource, dryRun: false },
      errors: errorsOf('key', 'row', ...noted),
      run: (asked) => showRow(asked, resource, readId(asked.ctx, resource, asked.params.id)),
    },
  ];
}

const dependentsRoute = (resource: Resource, kinds: readonly Kind[]): ResourceRoute => ({
  ...common,
  id: `${camel(resource.wire.path)}.dependents`,
  tag: tagOf(resource),
  path: `/${resource.wire.path}/:id/dependents`,
  summary: `List the rows that refer to ${oneOfThem(resource)}`,
  description: 'Lists live rows that refer to this row, of the kinds that the key may read.',
  scopes: [[`${resource.wire.path}:read`]],
  parameters: () => [...plainPage(kinds), ...readOptions],
  success: { of: 'list', view: 'dependents' },
  errors: errorsOf('key', 'row'),
  run: async ({ ctx, c, params }) => {
    const id = await parentId(ctx, resource, params.id);
    const page = readPlainPage(readQuery(c.req.url), kinds);
    return listEnvelope(await listDependents(ctx, resource.entity, id, page));
  },
});

/** Makes the routes of a resource's lists behind the rows of other resources, and of a single row in them. */
const withinRoutes = (
  resource: Resource,
  { paths, as, filter, find }: Within,
  resources: readonly Resource[],
): ResourceRoute[] =>
  resources
    .filter(({ wire }) => paths.includes(wire.path))
    .flatMap((parent): ResourceRoute[] => {
      const { view, about } = resource.wire;
      const name = `${camel(parent.wire.path)}.${camel(as)}`;
      const path = `/${parent.wire.path}/:id/${as}`;
      const own = {
        ...common,
        tag: tagOf(parent),
        scopes: [[`${parent.wire.path}:read`, `${resource.wire.path}:read`]],
        shows: [parent, resource],
      };
      return [
        {
          ...own,
          id: `${name}.list`,
          path,
          summary: `List the ${wordsOf(as)} of ${oneOfThem(parent)}`,
          description: `${about} Answers one page, ordered by creation.`,
          parameters: () => [...listParameters(resource, filter), ...readOptions],
          success: { of: 'list', view, rows: resource },
          errors: errorsOf('key', 'page', 'row'),
          ...deprecatedFilters(resource),
          run: async (asked) => {
            const id = await parentId(asked.ctx, parent, asked.params.id);
            return showPage(asked, resource, { [filter]: [id] });
          },
        },
        {
          ...own,
          id: `${name}.get`,
          path: `${path}/:n`,
          summary: `Get one of the ${wordsOf(as)} of ${oneOfThem(parent)}`,
          description: about,
          parameters: () => [...selectionParameters(resource, 'row'), ...readOptions],
          success: { of: 'one', view, rows: resource, dryRun: false },
          errors: errorsOf('key', 'row'),
          run: async (asked) => {
            const { ctx, params } = asked;
            const id = await parentId(ctx, parent, params.id);
            return showRow(asked, resource, await find(ctx, id, params.n ?? ''));
          },
        },
      ];
    });

/** Finds the id of the row that a list stands behind. @throws DomainError `not_found`. */
async function parentId(ctx: Context, parent: Resource, text: string | undefined): Promise<string> {
  const { id } = (await get(ctx, parent, readId(ctx, parent, text))) as { id: string };
  return id;
}

/** Makes the deprecation headers of a list whose query names a deprecated filter: those of the first one. */
function deprecatedFilters({ read }: Resource): Pick<ResourceRoute, 'headers'> {
  const filters = Object.entries(read.filters).filter(([, { deprecated }]) => deprecated);
  if (filters.length === 0) return {};
  return {
    headers: ({ c, params }) => {
      const query = readQuery(c.req.url);
      const used = filters.find(([name]) => name in query)?.[1].deprecated;
      return used ? deprecationHeaders(used, params, c.get('request').server.basePath) : {};
    },
  };
}

/** Lists a page of a resource, with the members that the query selects. */
async function showPage(
  { ctx, c }: RouteRequest,
  resource: Resource,
  within: Record<string, FilterValue> = {},
) {
  const query = readQuery(c.req.url);
  const selection = readSelection(resource, query, 'list');
  const { filters, page } = readListRequest(resource, query);
  const found = await list(ctx, resource, { filters: { ...filters, ...within }, page });
  const items = await presentSelected(ctx, resource, found.items, selection);
  return listEnvelope({ ...found, items }, page.position?.side === 'before');
}

async function showRow({ ctx, c }: RouteRequest, resource: Resource, id: string) {
  const selection = readSelection(resource, readQuery(c.req.url), 'row');
  const [view] = await presentSelected(ctx, resource, [await get(ctx, resource, id)], selection);
  return view;
}

/** Every resource, sorted by path: the order of a module's exports differs between loaders. */
export const resources = [...registry.resources].sort((a, b) => (a.wire.path < b.wire.path ? -1 : 1));
