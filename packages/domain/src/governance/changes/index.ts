export { announceChange, countChange, onChange } from './announce.ts';
export { type FollowOptions, followChanges, isInStep } from './follow.ts';
