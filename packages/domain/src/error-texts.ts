import {
  applyProblems,
  bundleProblems,
  lintWarnings,
  markProblems,
  patchProblems,
  pathProblems,
  patternProblems as regexProblems,
  schemaProblems,
  sentences,
  shapeWarnings,
} from '@berth/json-schema';
import {
  type ErrorText,
  inputErrors,
  nameProblems,
  numberProblems,
  type ProblemText,
  storageProblems,
  textProblems,
  textsOf,
} from '@berth/kernel';
import { resourceErrors, resourceProblems } from '@berth/resource';
import { secretsErrors } from '@berth/secrets';
import { groupErrors } from './catalog/group/index.ts';
import { listingErrors } from './catalog/listing/index.ts';
import { providerErrors } from './catalog/provider/index.ts';
import { versionErrors, versionProblems } from './catalog/provider-version/index.ts';
import { shelfProblems } from './catalog/shelf/index.ts';
import { specificationProblems } from './catalog/specification/index.ts';
import { triggerProblems } from './catalog/trigger/index.ts';
import { aiProviderErrors, aiProviderProblems } from './configuration/ai-provider/index.ts';
import { approvalErrors } from './configuration/approved.ts';
import { authConfigErrors, authConfigProblems } from './configuration/auth-config/index.ts';
import { credentialsErrors } from './configuration/auth-credentials/index.ts';
import { importErrors } from './configuration/auth-import/index.ts';
import { deploymentErrors, deploymentProblems } from './configuration/deployment/index.ts';
import { revealErrors, targetErrors } from './configuration/errors.ts';
import { modelErrors, modelProblems } from './configuration/model/index.ts';
import { configErrors, configProblems } from './configuration/provider-config/index.ts';
import { setupErrors, setupProblems } from './configuration/setup-session/index.ts';
import { toolFilterProblems } from './configuration/tool-filter/index.ts';
import { upgradeErrors, upgradeProblems } from './configuration/upgrade/index.ts';
import { valueErrors, valueProblems } from './configuration/value/index.ts';
import { versionApprovalErrors } from './configuration/version-approval/index.ts';
import { describedProblems } from './described.ts';
import { keyErrors, keyProblems } from './governance/api-key/index.ts';
import { auditProblems } from './governance/audit-event/index.ts';
import { authenticationErrors } from './governance/authentication/index.ts';
import { dashboardErrors } from './governance/dashboard-session/index.ts';
import { dataKeyErrors } from './governance/data-key/index.ts';
import { idempotencyErrors } from './governance/idempotency/index.ts';
import { instanceErrors, instanceProblems, setupPageProblems } from './governance/instance/index.ts';
import { jobErrors, jobProblems } from './governance/job/index.ts';
import { delegationErrors, delegationProblems } from './identity/delegation/index.ts';
import { identityErrors, identityProblems } from './identity/identity/index.ts';
import { credentialErrors, credentialProblems } from './identity/identity-credential/index.ts';
import { installationErrors } from './installation/index.ts';
import { patternProblems } from './patterns.ts';
import { reasonProblems } from './reason.ts';

/** The texts of every error that the domain throws, for the catalogue of errors. */
export const domainErrorTexts: readonly ErrorText[] = [
  inputErrors,
  resourceErrors,
  secretsErrors,
  authenticationErrors,
  dashboardErrors,
  keyErrors,
  dataKeyErrors,
  instanceErrors,
  idempotencyErrors,
  jobErrors,
  installationErrors,
  providerErrors,
  groupErrors,
  listingErrors,
  versionErrors,
  targetErrors,
  approvalErrors,
  versionApprovalErrors,
  revealErrors,
  importErrors,
  authConfigErrors,
  deploymentErrors,
  upgradeErrors,
  credentialsErrors,
  configErrors,
  valueErrors,
  modelErrors,
  aiProviderErrors,
  credentialErrors,
  delegationErrors,
  identityErrors,
  setupErrors,
].flatMap((errors): ErrorText[] => textsOf<ErrorText>(errors));

/** The texts of every problem that the domain finds in the members of a body. */
export const domainProblemTexts: readonly ProblemText[] = [
  storageProblems,
  numberProblems,
  nameProblems,
  textProblems,
  resourceProblems,
  patternProblems,
  reasonProblems,
  keyProblems,
  auditProblems,
  instanceProblems,
  setupPageProblems,
  describedProblems,
  versionProblems,
  specificationProblems,
  shelfProblems,
  triggerProblems,
  deploymentProblems,
  toolFilterProblems,
  upgradeProblems,
  authConfigProblems,
  configProblems,
  valueProblems,
  modelProblems,
  aiProviderProblems,
  credentialProblems,
  delegationProblems,
  identityProblems,
  setupProblems,
].flatMap((problems): ProblemText[] => textsOf<ProblemText>(problems));

/** The texts of every problem of a provider's schema, for which a specification is refused. */
export const schemaProblemTexts: readonly ProblemText[] = [
  schemaProblems,
  regexProblems,
  pathProblems,
  markProblems,
  bundleProblems,
  patchProblems,
  applyProblems,
].flatMap((problems): ProblemText[] => textsOf<ProblemText>(problems));

/** The texts of every warning on a provider's schema. */
export const schemaWarningTexts: readonly ProblemText[] = [shapeWarnings, lintWarnings].flatMap(
  (warnings): ProblemText[] => textsOf<ProblemText>(warnings),
);

/** The texts of the errors of jobs that the domain does not throw. */
export const jobProblemTexts: readonly ProblemText[] = textsOf<ProblemText>(jobProblems);

/** The texts of every problem of a value with its provider's schema. */
export const valueTexts: readonly string[] = Object.values(sentences);
