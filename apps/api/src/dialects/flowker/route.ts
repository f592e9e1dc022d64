import type { KeyRoute } from '../../face/route.ts';
import type { Code } from './errors.ts';

/** A route of this face. */
export type FlowkerRoute = KeyRoute<Code>;
