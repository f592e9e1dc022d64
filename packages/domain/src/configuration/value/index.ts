export { agesJob } from './ages-job.ts';
export { type Asking, asksSecrets, mayAsk, questionsOf, refuseQuestions } from './asked.ts';
export { attachStates, type Detailed, mayCompareConfigs, REVEAL, withholdDigests } from './attach.ts';
export { type Bond, hashOf, wholeOf } from './bonds.ts';
export { type Found, inBody, problemsIn, problemsOf, refuse } from './check.ts';
export { dataKeysJob } from './data-keys-job.ts';
export { destroyRevision, purgeExcess } from './destroy.ts';
export { EMPTY, type JsonObject, overlay, type ValueDocument } from './document.ts';
export { type History, historyFor, layersWithBonds } from './document-020.ts';
export { type Edit, editValue, tryEdit } from './edit.ts';
export { valueErrors, valueProblems } from './errors.ts';
export { exposedSecrets } from './exposed.ts';
export { pinsOf, problemsOver, recheckFollowers } from './followers.ts';
export {
  effectiveOf,
  type Layers,
  misfitOf,
  reasonsOf,
  type Stale,
  secretsIn,
  staleSecrets,
  statesOfLayers,
} from './layers.ts';
export { marksOf } from './marks.ts';
export { type MigratedOwn, migrateOwn } from './migrated.ts';
export { NOTHING_BELOW, withoutVault, withVault } from './moved.ts';
export { hasSameParts, type OriginParts, originParts } from './origin-parts.ts';
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
} from './revisions.ts';
export { type Specification, secretsOf, secretUnits, sentAsSecret } from './secrets.ts';
export { hashColumns, type SpecificationHashes } from './shared-specification.ts';
export { VALUE_BUDGET } from './size.ts';
export { type StaleSecrets, staleSecretsView, withStale } from './stale-view.ts';
export { forKey, oldestSecretView, statesFrom, ValueState } from './state.ts';
export { firstValue, sentOver, storeFirst, storeNext, storeOver } from './store.ts';
export {
  specificationById,
  specificationOf,
  type Terms,
  type TestedVersion,
  termsOf,
  testedVersion,
  versionsById,
} from './terms.ts';
export {
  type Filled,
  fill,
  fillUrl,
  headersOf,
  isText,
  originOf,
  placesIn,
  usualUrlName,
} from './test-template.ts';
export type { Move } from './upgraded.ts';
export { ValueInput } from './value-input.ts';
export { filledOf } from './veiled.ts';
