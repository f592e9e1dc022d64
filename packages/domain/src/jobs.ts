import { authConfigValue, refreshJob, revokeJob } from './configuration/auth-config/index.ts';
import { authCredentialsValue } from './configuration/auth-credentials/index.ts';
import { vaultValue } from './configuration/config-vault/index.ts';
import { eraseJob } from './configuration/erasure/index.ts';
import { configValue } from './configuration/provider-config/index.ts';
import { sweepJob } from './configuration/setup-session/index.ts';
import { followJob } from './configuration/upgrade/index.ts';
import { agesJob, dataKeysJob, purgeJob } from './configuration/value/index.ts';
import { masterKeysJob } from './governance/encryption/index.ts';
import type { JobHandler } from './governance/job/index.ts';

const valueOwners = [authConfigValue, authCredentialsValue, configValue, vaultValue];

/** Every kind of background work. A new kind is one line here. */
export const jobHandlers: readonly JobHandler[] = [
  purgeJob(valueOwners),
  agesJob(valueOwners),
  refreshJob,
  revokeJob,
  sweepJob,
  followJob,
  masterKeysJob,
  dataKeysJob,
  eraseJob,
];
