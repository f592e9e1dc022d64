import { type Context, change, hold } from '@berth/resource';
import { authMethodEntity } from '../../catalog/auth-method/table.ts';
import { holdAuthCredentials } from '../auth-credentials/index.ts';
import type { Tokens } from '../oauth/index.ts';
import { holdOwner } from '../value/index.ts';
import { authConfigErrors } from './errors.ts';
import { insertAuthConfig } from './service.ts';
import { authConfigEntity, type authConfigs } from './table.ts';
import { storeTokens } from './tokens.ts';
import { authConfigValue } from './value.ts';

/** The tokens of a finished authorization, and the rows that they belong to. */
export interface Connection {
  authMethodId: string;
  authCredentialsId: string;
  tokens: Tokens;
}

/** Makes an auth config of tokens that a user has just agreed to. The first one of a deployment becomes its default. */
export const connectAuthConfig = (
  ctx: Context,
  { authMethodId, authCredentialsId, tokens }: Connection,
  place: { provider_deployment_id: string | null; name: string | null },
): Promise<string> =>
  insertAuthConfig(
    ctx,
    { provider_auth_method_id: authMethodId, provider_auth_credentials_id: authCredentialsId, ...place },
    { tokens, grant: 'authorization_code', source: 'setup_session' },
  );

/**
 * Gives a live auth config the tokens of a new authorization. Its id and every binding stay.
 * @throws DomainError `not_found`, `gone`; `bad_request` for another auth method.
 */
export async function reconnectAuthConfig(
  ctx: Context,
  id: string,
  { authMethodId, authCredentialsId, tokens }: Connection,
): Promise<void> {
  const row = await holdOwner(ctx, authConfigValue, id);
  if (row.auth_method_id !== authMethodId) throw authConfigErrors.otherMethod();
  const method = await hold(ctx, authMethodEntity, authMethodId, 'reference');
  const credentials = await holdAuthCredentials(ctx, method, authCredentialsId);
  const connected = {
    type: 'oauth_automated',
    oauth_grant: 'authorization_code',
    provider_auth_credentials_id: credentials.id,
  } satisfies Partial<typeof authConfigs.$inferInsert>;
  await change(ctx, authConfigEntity, id, connected);
  await storeTokens(ctx, { ...row, ...connected }, tokens, {});
}
