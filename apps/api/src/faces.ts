import type { Hono } from 'hono';
import type { Env } from './request.ts';

/** A face answers what is below its own prefix and passes on everything else. */
export type Face = () => Hono<Env>;

/** Every face beside the root one. A new one is one line here; without its line and its folder it is gone. */
export { flowkerFace } from './dialects/flowker/index.ts';
export { informerFace } from './dialects/informer/index.ts';
