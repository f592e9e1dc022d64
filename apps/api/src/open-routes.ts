import { healthRoutes } from './health.ts';
import type { OpenRoute } from './open-route.ts';
import { documentRoutes } from './reference/routes.ts';

/** Everything that needs no key, but for the page of the reference. */
export const openRoutes: readonly OpenRoute[] = [...healthRoutes, ...documentRoutes];
