export { afterWrites } from './after-writes.ts';
export { announceChange, countChange, onChange, tell } from './announce.ts';
export { type FollowOptions, followChanges, isInStep } from './follow.ts';
