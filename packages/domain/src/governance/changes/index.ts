export { announceChange, countChange, onChange, tell } from './announce.ts';
export { type FollowOptions, followChanges, isInStep } from './follow.ts';
