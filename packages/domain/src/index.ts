import { createRegistry } from '@berth/resource';
import * as resources from './resources.ts';

export {
  childPointer,
  type Field as FormField,
  type GroupField,
  isObject,
  SCHEMA_BUDGET,
  schemaCache,
  toPointer,
  type UnionField,
} from '@berth/json-schema';
export { type AiType, listAiTypes } from './catalog/ai-type.ts';
export { type ToolRow, toolsOf } from './catalog/tool/index.ts';
export {
  type AiProvider,
  type CredentialInput,
  createAiProvider,
  deleteAiProvider,
  getAiProvider,
  listAiProviders,
  updateAiProvider,
} from './configuration/ai-provider/index.ts';
export {
  connectAuthConfig,
  reconnectAuthConfig,
  refreshAuthConfig,
} from './configuration/auth-config/index.ts';
export { type ConfigNames, configNames } from './configuration/find-config.ts';
export { MANAGE as MANAGE_MODELS, type ModelView } from './configuration/model/index.ts';
export { authorizationRequest, exchangeCode, type OAuthFailure } from './configuration/oauth/index.ts';
export {
  handleProblem,
  holdForVersion,
  type OpenedConfig,
  openConfigs,
} from './configuration/provider-config/index.ts';
export {
  beginSignIn,
  finishSetup,
  finishSignIn,
  isBegunElsewhere,
  type MethodForm,
  MOST_TRIES,
  openVisit,
  type PageForms,
  pageFormsOf,
  type SignInRequest,
  type Submission,
  sessionOfState,
  type Ticket,
  type Visit,
} from './configuration/setup-session/index.ts';
export { problemsIn, VALUE_BUDGET } from './configuration/value/index.ts';
export { mergedMetadata, metadataProblem } from './described.ts';
export {
  domainErrorTexts,
  domainProblemTexts,
  jobProblemTexts,
  schemaProblemTexts,
  schemaWarningTexts,
  valueTexts,
} from './error-texts.ts';
export { scopesOfKey } from './governance/api-key/index.ts';
export { type AuditRow, auditHeadCount, auditTrail, verifyUpTo } from './governance/audit-event/index.ts';
export {
  authenticate,
  authenticateHash,
  authorityOf,
  type Credential,
  noteUse,
  startUseWriter,
  writeUses,
} from './governance/authentication/index.ts';
export { followChanges } from './governance/changes/index.ts';
export {
  beginSession,
  dashboardErrors,
  endSession,
  openSession,
  type Session,
  type SessionLimits,
  type ShownInstance,
  shownInstance,
} from './governance/dashboard-session/index.ts';
export { startForgetting } from './governance/data-key/index.ts';
export { idempotent } from './governance/idempotency/index.ts';
export { isVersioned, versionOfInstance } from './governance/instance-version/index.ts';
export {
  type Backlog,
  enqueue,
  type JobHandler,
  type JobLog,
  jobBacklog,
  lookAfter,
  MOST_ATTEMPTS,
  type Runner,
  type RunnerSource,
  type Step,
  SYSTEM_KEY,
  startRunner,
  workOnNext,
} from './governance/job/index.ts';
export {
  createRateLimiter,
  type Quota,
  type RateLimit,
  type RateLimiter,
  type RatePolicy,
} from './governance/rate-limit/index.ts';
export { createRecoveryKey, prepareInstallation, proveKeys } from './installation/index.ts';

export { jobHandlers } from './jobs.ts';
export { patternProblems, patterns } from './patterns.ts';

export const registry = createRegistry(Object.values(resources));

/** Resources that faces name directly. */
export { auditEvent, model, provider, providerConfig, specification } from './resources.ts';
