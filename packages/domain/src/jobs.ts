import { purgeJob } from './configuration/purge.ts';
import type { JobHandler } from './governance/job/index.ts';

/** Every kind of background work. A new one is one line here. */
export const jobHandlers: readonly JobHandler[] = [purgeJob];
