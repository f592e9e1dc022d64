import { beyondReach, type Context, findRow, type NewEvent } from '@berth/resource';
import { authMethodEntity } from '../../catalog/auth-method/table.ts';
import { enqueue, type JobHandler } from '../../governance/job/index.ts';
import { openFreshApp } from '../auth-credentials/index.ts';
import { authCredentialsEntity } from '../auth-credentials/table.ts';
import type { OAuthFailure } from '../oauth/index.ts';
import { revokeToken } from '../oauth/index.ts';
import { findRevision, openRevision } from '../value/index.ts';
import { authConfigErrors } from './errors.ts';
import { recordUse } from './health.ts';
import { authConfigEntity, type authConfigs } from './table.ts';

type AuthConfig = typeof authConfigs.$inferSelect;

/** Failures that may pass: the job tries again after them. */
const PASSING: readonly OAuthFailure[] = [
  'server_error',
  'temporarily_unavailable',
  'timed_out',
  'unreachable',
];

interface State {
  done: boolean;
}

/** Revokes the tokens of an auth config that was archived, at the provider (RFC 7009). */
export const revokeJob: JobHandler<{ id: string }, { id: string } & State> = {
  kind: 'auth-configs.revoke',
  unique: false,
  begin: async (_ctx, { id }) => ({ state: { id, done: false }, total: 1 }),
  step: async (ctx, { id, done }) => {
    if (done) return null;
    const row = await findRow(ctx, authConfigEntity, id);
    const reason = row.status === 'archived' ? await revoked(ctx, row) : null;
    if (reason !== null && PASSING.includes(reason)) throw authConfigErrors.notRevoked({ reason });
    return {
      state: { id, done: true },
      advanced: 1,
      write: async (inner) => {
        if (row.status === 'archived') await record(inner, row, reason);
      },
    };
  },
};

/** Enqueues the revocation of an auth config's tokens, when its provider takes one. */
export async function enqueueRevocation(ctx: Context, row: AuthConfig): Promise<void> {
  if (row.type !== 'oauth_automated') return;
  const method = await findRow(beyondReach(ctx), authMethodEntity, row.auth_method_id);
  if (method.oauth?.revocation_url) await enqueue(ctx, revokeJob, { id: row.id });
}

async function revoked(ctx: Context, row: AuthConfig): Promise<OAuthFailure | null> {
  const method = await findRow(ctx, authMethodEntity, row.auth_method_id);
  if (!method.oauth?.revocation_url || !row.provider_auth_credentials_id) return 'credentials_missing';
  const credentials = await findRow(ctx, authCredentialsEntity, row.provider_auth_credentials_id);
  const app = await openFreshApp(ctx, credentials, method, 'revocation_url');
  if (app === null) return 'secrets_stale';
  const { document } = await openRevision(ctx, await findRevision(ctx, row.id, row.revision));
  const { access_token, refresh_token = access_token } = document.value;
  return revokeToken(ctx, method.oauth, app, String(refresh_token));
}

async function record(ctx: Context, row: AuthConfig, reason: OAuthFailure | null): Promise<void> {
  await recordUse(ctx, row, reason ?? 'revoked');
  await ctx.services.audit.append(ctx, revocationOf(row, reason));
}

/** The event of a revocation of tokens of an auth config, with the reason of a failure. */
export const revocationOf = ({ id }: AuthConfig, reason: OAuthFailure | null): NewEvent => ({
  action: `provider-auth-configs.${reason === null ? 'revoke' : 'revoke-failed'}`,
  resource_type: authConfigEntity.name,
  resource_id: id,
  before: null,
  after: reason === null ? {} : { health_reason: reason },
});
