export { agesJob } from './ages-job.ts';
export { type Asking, asksSecrets, mayAsk, questionsOf, refuseQuestions } from './asked.ts';
export { type Bond, hashOf, wholeOf } from './content/bonds.ts';
export { inBody, problemsIn, problemsOf, refuse } from './content/check.ts';
export { EMPTY, type JsonObject, overlay, type ValueDocument } from './content/document.ts';
export { valueErrors, valueProblems } from './content/errors.ts';
export { exposedSecrets } from './content/exposed.ts';
export { marksOf } from './content/marks.ts';
export { hasSameParts, type OriginParts, originParts } from './content/origin-parts.ts';
export { type Specification, secretsOf, secretUnits, sentAsSecret } from './content/secrets.ts';
export { hashColumns, type SpecificationHashes } from './content/shared-specification.ts';
export { VALUE_BUDGET } from './content/size.ts';
export {
  specificationById,
  specificationOf,
  type Terms,
  type TestedVersion,
  termsOf,
  testedVersion,
  versionsById,
} from './content/terms.ts';
export {
  type Filled,
  fill,
  fillUrl,
  headersOf,
  isText,
  originOf,
  placesIn,
  usualUrlName,
} from './content/test-template.ts';
export { filledOf } from './content/veiled.ts';
export { dataKeysJob } from './data-keys-job.ts';
export { destroyRevision, purgeExcess } from './destroy.ts';
export type { Edit } from './edit/edit.ts';
export { editValue, tryEdit } from './edit/edit-value.ts';
export { type MigratedOwn, migrateOwn } from './edit/migrated.ts';
export { sentOver } from './edit/sent.ts';
export type { Move } from './edit/upgraded.ts';
export { ValueInput } from './edit/value-input.ts';
export { pinsOf, problemsOver, recheckFollowers } from './followers.ts';
export {
  confirmSecrets,
  holdOwner,
  type Placement,
  patchValue,
  restoreRevision,
  type ValueOwner,
} from './owner.ts';
export { pathOfOwner } from './owner-path.ts';
export { purgeJob } from './purge-job.ts';
export {
  attachStates,
  type Detailed,
  mayCompareConfigs,
  REVEAL,
  withholdDigests,
} from './revisions/attach.ts';
export { type History, historyFor, layersWithBonds } from './revisions/document-020.ts';
export {
  effectiveOf,
  type Layers,
  misfitOf,
  reasonsOf,
  type Stale,
  secretsIn,
  staleSecrets,
  statesOfLayers,
} from './revisions/layers.ts';
export { NOTHING_BELOW, withoutVault, withVault } from './revisions/moved.ts';
export {
  countSealed,
  findRevision,
  type OpenRevision,
  oldestSecret,
  openDocument,
  openRevision,
  purgeOwners,
  type RevisionRow,
  revisionAt,
  type SealedDocument,
  sealNext,
  unlessSealed,
} from './revisions/revisions.ts';
export { forKey, oldestSecretView, statesFrom, ValueState } from './revisions/state.ts';
export { type StaleSecrets, staleSecretsView, withStale } from './stale-view.ts';
export { firstValue, storeFirst, storeNext, storeOver } from './store.ts';
