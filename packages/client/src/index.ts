export { type AnswerDetails, answerOf } from './answers.ts';
export { createClient } from './client.ts';
export { BerthError, type ClientErrorCode, type ErrorCode, isBerthError } from './errors.ts';
export type * from './generated/methods.ts';
export type * from './generated/types.ts';
export type {
  Many,
  Page,
  Pages,
  RequestOptions,
  Selected,
  Selection,
  Told,
  Whole,
} from './method-types.ts';
export * from './operations.ts';
export type { ClientSettings, Retry } from './settings.ts';
