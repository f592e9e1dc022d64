import * as dialects from './dialects/index.ts';
import { rootFace } from './dialects/metorial/index.ts';
import type { Face } from './face/face.ts';
import { healthRoutes } from './health.ts';
import { documentRoutes } from './reference/routes.ts';

/** Every face of the server. The root face owns every path, so it comes last. */
export const faces: readonly Face[] = [
  ...Object.values<Face>(dialects),
  rootFace([...healthRoutes, ...documentRoutes]) as Face,
];
