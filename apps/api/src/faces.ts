import * as dialects from './dialects/index.ts';
import { rootFace } from './dialects/metorial/index.ts';
import type { Face } from './face/face.ts';
import { healthRoutes } from './health.ts';
import { documentRoutes } from './reference/routes.ts';

/** Every face that the server has. The root face owns every path, so it comes last. */
export const faces: readonly Face[] = [
  ...Object.values<Face>(dialects),
  rootFace([...healthRoutes, ...documentRoutes]) as Face,
];
