import { type Context, findRow, transact } from '@berth/resource';
import { authMethodEntity, type authMethods } from '../../catalog/auth-method/table.ts';
import { openFreshApp } from '../auth-credentials/index.ts';
import { type AuthCredentialsRow, authCredentialsEntity } from '../auth-credentials/table.ts';
import { type OAuthFailure, revokeToken, type Tokens } from '../oauth/index.ts';
import { revocationOf } from './revoke-job.ts';
import type { authConfigs } from './table.ts';

/**
 * Ends tokens that could not be stored, where the provider has an endpoint for that. One that the client secret may not
 * go to is not asked: the tokens end by themselves. Returns the reason of a failure; null without an endpoint, too.
 */
export async function giveBack(
  ctx: Context,
  credentials: AuthCredentialsRow,
  method: typeof authMethods.$inferSelect,
  { refresh_token, access_token }: Tokens,
): Promise<OAuthFailure | null> {
  if (!method.oauth?.revocation_url) return null;
  const app = await openFreshApp(ctx, credentials, method, 'revocation_url');
  if (app === null) return 'secrets_stale';
  return revokeToken(ctx, method.oauth, app, refresh_token ?? access_token);
}

/** Ends tokens that an auth config got while it was archived, and records that as the revocation of its others is. */
export async function giveBackLate(
  ctx: Context,
  row: typeof authConfigs.$inferSelect,
  tokens: Tokens,
): Promise<void> {
  const method = await findRow(ctx, authMethodEntity, row.auth_method_id);
  if (!method.oauth?.revocation_url || row.provider_auth_credentials_id === null) return;
  const credentials = await findRow(ctx, authCredentialsEntity, row.provider_auth_credentials_id);
  const reason = await giveBack(ctx, credentials, method, tokens);
  await transact(ctx, (db) => ctx.services.audit.append({ ...ctx, db }, revocationOf(row, reason)));
}
