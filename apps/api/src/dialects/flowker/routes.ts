import { auditRoutes } from './audit-routes.ts';
import { catalogRoutes } from './catalog-routes.ts';
import { configRoutes } from './config-routes.ts';
import type { Route } from './route.ts';

/** All that this face serves, and what its document has. */
export const routes: readonly Route[] = [...configRoutes, ...catalogRoutes, ...auditRoutes];
