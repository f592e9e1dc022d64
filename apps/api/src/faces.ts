import * as dialects from './dialects/index.ts';
import { rootFace } from './dialects/metorial/index.ts';
import type { Face } from './face/face.ts';
import { healthRoutes } from './health.ts';
import { documentRoutes } from './reference/routes.ts';

/** The root face. The dashboard is a client of it. */
export const root = rootFace([...healthRoutes, ...documentRoutes]) as Face;

/** Every face of the server. The root face owns every path, so it comes last. */
export const faces: readonly Face[] = [...Object.values<Face>(dialects), root];
