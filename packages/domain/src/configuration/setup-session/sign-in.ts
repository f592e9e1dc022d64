import { isOutcomeUnknown } from '@berth/db';
import { type Context, findRow, perform, transact } from '@berth/resource';
import { and, eq } from 'drizzle-orm';
import { callbackUrl } from '../../callback-url.ts';
import { copiedName } from '../../fields.ts';
import { openValue, sealerOf } from '../../governance/data-key/index.ts';
import { hashToken } from '../../governance/token-hash.ts';
import { requireApprovedSpecification } from '../approved.ts';
import { authConfig, type Connection, connectVerb, giveBack, reconnectVerb } from '../auth-config/index.ts';
import { openApp } from '../auth-credentials/index.ts';
import { authCredentialsEntity } from '../auth-credentials/table.ts';
import { authorizationRequest, exchangeCode, type OAuthFailure, type PendingCode } from '../oauth/index.ts';
import type { JsonObject } from '../value/index.ts';
import { setupErrors } from './errors.ts';
import { checkConfig, storeAll } from './finish.ts';
import { newState } from './link.ts';
import { type SetupSession, setupSignIns } from './table.ts';
import { admitTry } from './tries.ts';
import { type Visit, waysFor } from './visit.ts';
import type { SignIn } from './ways.ts';

/** A sign-in under way, as it is sealed until its answer comes. */
interface Pending {
  code: PendingCode;
  methodId: string;
  credentialsId: string;
  config: JsonObject | null;
}

/** The way that a visitor has picked, and the config that was filled in beside it. */
export interface SignInRequest {
  /** The cookie of the browser. */
  browser: string;
  methodId: string;
  config: JsonObject | null;
}

/**
 * Begins to sign in at the provider, and returns the address of its page. The state and the verifier are sealed until
 * the answer; a sign-in begun before is void. Counts as a try.
 * @throws DomainError `invalid_data` with the problems of the config; `gone`, `forbidden`, `bad_request`.
 */
export async function beginSignIn(
  visit: Visit,
  { browser, methodId, config }: SignInRequest,
): Promise<string> {
  await admitTry(visit, browser);
  const { ctx, session } = visit;
  await checkConfig(ctx, session, config);
  const { method, credentials } = await signInOf(visit, methodId);
  const { client_id } = await openApp(ctx, credentials, method);
  const { url, pending: code } = await authorizationRequest(
    method.oauth,
    { client_id },
    {
      scopes: credentials.scopes,
      redirectUri: callbackUrl(ctx),
      state: newState(session),
    },
  );
  const pending = { code, methodId, credentialsId: credentials.id, config };
  await transact(ctx, (db) => keepPending({ ...ctx, db }, session, pending));
  return url;
}

/**
 * Finishes a session with the answer of the provider: checks its state before anything else, exchanges the code outside
 * of any transaction, and stores both parts. The state works once, also when this fails. Returns the reason of a
 * failure, and null on success.
 * @throws DomainError `gone` for a session that has ended meanwhile; `bad_request`, `secrets_stale`.
 */
export async function finishSignIn(visit: Visit, answer: URLSearchParams): Promise<OAuthFailure | null> {
  const { ctx, session } = visit;
  const pending = await takePending(ctx, session, answer.get('state') ?? '');
  if (pending === null) return 'state_mismatch';
  const { code, methodId, credentialsId, config } = pending;
  const credentials = await findRow(ctx, authCredentialsEntity, credentialsId);
  if (credentials.status !== 'active') return 'credentials_missing';
  const { method } = await signInOf(visit, methodId);
  const app = await openApp(ctx, credentials, method);
  const result = await exchangeCode(ctx, method.oauth, app, { answer, pending: code });
  if (!result.ok) return result.reason;
  const { tokens } = result;
  const connection = { authMethodId: method.id, authCredentialsId: credentials.id, tokens };
  try {
    await storeAll(visit, config, (inner, row) => storeTokens(inner, row, connection));
  } catch (error) {
    if (!isOutcomeUnknown(error)) await giveBack(ctx, credentials, method, tokens); // else they may be stored
    throw error;
  }
  return null;
}

async function signInOf(visit: Visit, methodId: string): Promise<SignIn> {
  const found = (await waysFor(visit)).signIns.find(({ method }) => method.id === methodId);
  if (!found) throw setupErrors.noApp();
  // The version may have been rejected since the session was made
  if (visit.session.auth_config_id === null) await requireApprovedSpecification(visit.ctx, found.method);
  return found;
}

/** Keeps a sign-in until its answer, in place of one before. `sweepJob` removes those that no answer comes to. */
export async function keepPending(
  ctx: Context,
  session: Pick<SetupSession, 'id' | 'expires_at'>,
  pending: Pending,
): Promise<void> {
  const { instance_id, id } = setupSignIns;
  const { dataKeyId, ciphertext } = (await sealerOf(ctx)).seal({ signIn: session.id }, pending);
  const row = {
    state_hash: hashToken(pending.code.state),
    data_key_id: dataKeyId,
    ciphertext,
    expires_at: session.expires_at,
  };
  await ctx.db
    .insert(setupSignIns)
    .values({ instance_id: ctx.instanceId, id: session.id, ...row })
    .onConflictDoUpdate({ target: [instance_id, id], set: row });
}

/** Removes the sign-in that has this state, and opens it; null when there is none. */
const takePending = (ctx: Context, { id }: SetupSession, state: string): Promise<Pending | null> =>
  transact(ctx, async (db) => {
    const [row] = await db
      .delete(setupSignIns)
      .where(
        and(
          eq(setupSignIns.instance_id, ctx.instanceId),
          eq(setupSignIns.id, id),
          eq(setupSignIns.state_hash, hashToken(state)),
        ),
      )
      .returning();
    if (!row) return null;
    const { data_key_id: dataKeyId, ciphertext } = row;
    return (await openValue({ ...ctx, db }, { signIn: id }, { dataKeyId, ciphertext })) as Pending;
  });

/** Makes an auth config of the tokens, or gives them to the one that the session is for. */
async function storeTokens(ctx: Context, session: SetupSession, connection: Connection): Promise<string> {
  if (session.auth_config_id !== null) {
    await perform(ctx, authConfig, reconnectVerb(connection), { id: session.auth_config_id, input: {} });
    return session.auth_config_id;
  }
  const input = {
    provider_auth_method_id: connection.authMethodId,
    provider_auth_credentials_id: connection.authCredentialsId,
    provider_deployment_id: session.provider_deployment_id,
    name: copiedName(session.name),
  };
  return String((await perform(ctx, authConfig, connectVerb(connection), { input })).id);
}
