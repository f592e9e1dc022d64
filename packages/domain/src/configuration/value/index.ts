export { storeFirst, storeNext } from './alone.ts';
export { attachStates, REVEAL } from './attach.ts';
export { problemsIn } from './check.ts';
export { dataKeysJob } from './data-keys-job.ts';
export { destinationsOf, placeOfName, type Terms, termsOf } from './destinations.ts';
export { destroyRevision, purgeExcess } from './destroy.ts';
export { type JsonObject, overlay, related, type ValueDocument } from './document.ts';
export { type Edit, editValue, placeOf, ValueInput } from './edit.ts';
export { pinsOf, recheckFollowers } from './followers.ts';
export { confirmSecrets, holdOwner, patchValue, restoreRevision, type ValueOwner } from './owner.ts';
export { purgeJob } from './purge-job.ts';
export {
  findRevision,
  type OpenRevision,
  openRevision,
  type RevisionRow,
  revisionAt,
  storeRevision,
} from './revisions.ts';
export { type Specification, secretsOf, sentAsSecret } from './secrets.ts';
export { forKey, layered, statesFrom, ValueState } from './state.ts';
