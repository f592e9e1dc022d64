import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouteComponent,
} from '@tanstack/react-router';
import { NotFound } from '../app/not-found.tsx';
import { parseSearch, writeSearch } from '../app/search.ts';
import { pages } from '../pages/index.ts';
import { Layout } from './layout.tsx';

const rootRoute = createRootRoute({
  component: Layout,
  notFoundComponent: NotFound,
  validateSearch: (search: Record<string, unknown>) => search,
});

const lazy = (load: () => Promise<RouteComponent>): RouteComponent =>
  lazyRouteComponent(async () => ({ default: await load() }));

const routes = pages.map(({ path, load }) =>
  createRoute({ getParentRoute: () => rootRoute, path, component: lazy(load) }),
);

/** The routes of all pages, below the path that the page's `<base>` names. */
export const router = createRouter({
  routeTree: rootRoute.addChildren(routes),
  basepath: new URL(document.baseURI).pathname.replace(/\/$/, ''),
  parseSearch,
  stringifySearch: (search) => writeSearch(search as Parameters<typeof writeSearch>[0]),
  defaultPreload: 'intent',
  scrollRestoration: true,
});
