import { createRegistry } from '@berth/resource';
import * as resources from './resources.ts';

export { expandScopes } from './governance/api-key/index.ts';
export { auditTrail } from './governance/audit-event/index.ts';
export { authenticate, type Credential } from './governance/authenticate.ts';
export { idempotent } from './governance/idempotency/index.ts';
export {
  enqueue,
  type JobHandler,
  type JobLog,
  lookAfter,
  MOST_ATTEMPTS,
  type Runner,
  type RunnerSource,
  type Step,
  SYSTEM_KEY,
  startRunner,
  workOnNext,
} from './governance/job/index.ts';
export { createRecoveryKey, prepareInstallation } from './installation/index.ts';

export { jobHandlers } from './jobs.ts';

export const registry = createRegistry(Object.values(resources));
