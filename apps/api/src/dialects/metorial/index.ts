import type { Resource } from '@berth/resource';
import type { Face } from '../../face/face.ts';
import type { OpenRoute } from '../../face/route.ts';
import { bearerToken } from '../../http/auth.ts';
import { httpErrors, requestErrors } from '../../http/errors.ts';
import { answerRoot } from './answer.ts';
import { documentFor } from './document.ts';
import { errorRows } from './errors.ts';
import { exchangesOf } from './exchanges.ts';
import { answerKept } from './kept.ts';
import { refuseRoot } from './refuse.ts';
import { resources as all, routesOf } from './resource-routes.ts';
import type { RootRoute } from './route.ts';
import { PARAMETER, requireVersion, VERSION } from './version.ts';

/**
 * Makes the root face: every resource of the registry, as the official Metorial client speaks (contracts: metorial),
 * and the routes that need no key.
 */
export const rootFace = (
  openRoutes: readonly OpenRoute[],
  resources: readonly Resource[] = all,
): Face<RootRoute> => ({
  name: 'root',
  pathOf: (path) => path,
  routes: [...resources.flatMap((resource) => routesOf(resource, resources)), ...openRoutes],
  commonParameters: [PARAMETER],
  token: (c) => bearerToken(c.req.header('authorization')),
  admit: (c) => requireVersion(c.req.header('metorial-version'), c.req.url),
  noRoute: () => requestErrors.noRoute({ entity: 'endpoint' }),
  wrongMethod: (methods) => httpErrors.wrongMethod({ methods }),
  headers: (c) => ({ 'Metorial-Version': VERSION, 'Metorial-Req-Id': c.get('request').requestId }),
  kept: answerKept,
  answer: answerRoot,
  refuse: refuseRoot,
  document: documentFor(resources),
  errors: errorRows(),
  exchanges: exchangesOf(openRoutes),
});
