import { readInstant } from '@berth/kernel';
import { timestampOf } from '../../fields.ts';
import type { Tokens } from '../oauth/index.ts';
import type { JsonObject } from '../value/index.ts';
import type { authConfigs } from './table.ts';

type AuthConfig = typeof authConfigs.$inferSelect;

/** The time before the end of an access token from which the job renews it. */
export const RENEW_AHEAD_MS = 10 * 60_000;

const text = { type: 'string', minLength: 1 };

/** The schema of tokens that Berth got itself. */
export const TOKEN_SCHEMA = {
  type: 'object',
  required: ['access_token'],
  properties: {
    access_token: text,
    refresh_token: text,
    token_type: text,
    scope: { type: 'string' },
    expires_at: { type: 'string', format: 'date-time' },
  },
};

/** Lays new tokens over a value. A refresh token that the provider did not renew stays. */
export function withTokens(type: AuthConfig['type'], before: JsonObject, tokens: Tokens): JsonObject {
  const { expires_at: _, ...kept } = before;
  const { access_token, refresh_token, expires_at, scope } = tokens;
  return {
    ...kept,
    access_token,
    ...(refresh_token === null ? {} : { refresh_token }),
    ...(expires_at === null ? {} : { expires_at }),
    ...(type === 'oauth_automated' ? { token_type: 'Bearer' } : {}),
    ...(type === 'oauth_automated' && scope !== null ? { scope } : {}),
  };
}

/** The columns that follow from a new value. The health of the one before says nothing of it. */
export function columnsOf(
  row: Pick<AuthConfig, 'type' | 'provider_auth_credentials_id' | 'oauth_grant'>,
  value: JsonObject,
) {
  const isOAuth = row.type !== 'manual';
  const expires_at = isOAuth ? endOf(value.expires_at) : null;
  const renews = row.oauth_grant === 'client_credentials' || typeof value.refresh_token === 'string';
  const is_refreshable = isOAuth && row.provider_auth_credentials_id !== null && renews;
  return {
    expires_at,
    is_refreshable,
    refresh_due_at: is_refreshable && expires_at !== null ? before(expires_at, RENEW_AHEAD_MS) : null,
    refresh_failures: 0,
    refresh_claimed_until: null,
    needs_reauth: false,
    health_reason: null,
    health_checked_at: null,
  };
}

const endOf = (member: unknown): string | null =>
  typeof member === 'string' && readInstant(member) !== null ? timestampOf(member) : null;

const before = (instant: string, ms: number): string => new Date(Date.parse(instant) - ms).toISOString();
