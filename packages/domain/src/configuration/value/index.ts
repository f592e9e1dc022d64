export { storeFirst, storeNext } from './alone.ts';
export { attachStates, REVEAL } from './attach.ts';
export { inBody, problemsIn, problemsOf } from './check.ts';
export { destinationsOf, placeOfName, type Terms, termsOf } from './destinations.ts';
export { type JsonObject, overlay, related, type ValueDocument } from './document.ts';
export { type Edit, editOf, editValue, placeOf, refuseOtherRevision, ValueInput } from './edit.ts';
export {
  destroyRevision,
  findRevision,
  isExcess,
  type OpenRevision,
  openRevision,
  purgeRevisions,
  type RevisionRow,
  resealRevision,
  revisionNumber,
  storeRevision,
} from './revisions.ts';
export { type Specification, secretsOf, sentAsSecret } from './secrets.ts';
export { forKey, layered, statesFrom, ValueState } from './state.ts';
