import { dataKeysJob } from './configuration/data-keys-job.ts';
import { purgeJob } from './configuration/purge.ts';
import { masterKeysJob } from './governance/encryption/index.ts';
import type { JobHandler } from './governance/job/index.ts';

/** Every kind of background work. A new one is one line here. */
export const jobHandlers: readonly JobHandler[] = [purgeJob, masterKeysJob, dataKeysJob];
