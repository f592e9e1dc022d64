export { type AuthorizationRequest, authorizationRequest, exchangeCode } from './authorization.ts';
export {
  type App,
  type PendingCode,
  requestTokens,
  revokeToken,
  type TokenRequest,
  type TokenResult,
  type Tokens,
} from './client.ts';
export { OAUTH_FAILURES, type OAuthFailure } from './failure.ts';
