export { isPublicAddress } from './address.ts';
export type { Body, Method } from './exchange.ts';
export { type FetchFailure, FetchRefused, type GuardedFetch, guardedFetch } from './fetch.ts';
export { internet, type Network } from './network.ts';
export { type Answer, type OutgoingRequest, type RequestFailure, sendRequest } from './request.ts';
export { DEFAULT_REACH, type ReachSettings, type Session, withSession } from './session.ts';
export {
  type ProviderCheck,
  STAGES,
  type Stage,
  type StageAnswer,
  type StagedTest,
  type StageFailure,
  type StageName,
  stagedTest,
  type TestRefusal,
} from './staged-test.ts';
export { readTarget, type Target, type TargetResult, type UrlRefusal } from './target.ts';
