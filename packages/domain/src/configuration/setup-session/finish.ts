import { DomainError, invalidData, type Problem } from '@berth/kernel';
import { type Context, newWrite, PLAIN_WRITE, perform, together, verbNamed } from '@berth/resource';
import { copiedName } from '../../fields.ts';
import { authConfig, createFromPage } from '../auth-config/index.ts';
import { providerConfig } from '../provider-config/index.ts';
import type { JsonObject } from '../value/index.ts';
import { setupErrors } from './errors.ts';
import { giveToIdentity } from './identity.ts';
import { mayStillMake } from './makers.ts';
import { complete, holdPending } from './outcome.ts';
import type { SetupSession } from './table.ts';
import { admitTry } from './tries.ts';
import type { Visit } from './visit.ts';

/** The parts of a form. A problem of a part has its name as the first step of the path. */
export interface Submission {
  /** The cookie of the browser. */
  browser: string;
  /** The credential, and the auth method that it is for. */
  auth: { methodId: string; value: JsonObject } | null;
  config: JsonObject | null;
}

/**
 * Finishes a session: makes or changes its auth config, makes its config, and completes it, in one transaction. The
 * trail names the session as the actor. A refused form counts as a try.
 * @throws DomainError `invalid_data` with the problems of both parts; `gone`, `forbidden`.
 */
export async function finishSetup(visit: Visit, submission: Submission): Promise<void> {
  await admitTry(visit, submission.browser);
  await storeAll(visit, submission.config, (inner, row) => storeCredential(inner, row, submission.auth));
}

/**
 * Stores both parts, gives them to the identity of the session, and completes it, in one transaction.
 * @throws DomainError as `finishSetup`.
 */
export async function storeAll(
  { ctx, session }: Visit,
  config: JsonObject | null,
  storeAuth: (ctx: Context, session: SetupSession) => Promise<string | null>,
): Promise<void> {
  await together(ctx, async (inner) => {
    const row = await holdPending(inner, session.id);
    if (!(await mayStillMake(inner, row, { held: true }))) throw setupErrors.withdrawn();
    const problems: Problem[] = [];
    const rows = {
      auth_config_id: await partOf('auth', problems, () => storeAuth(inner, row)),
      provider_config_id: await partOf('config', problems, () => storeConfig(inner, row, config)),
    };
    if (problems.length > 0) throw invalidData(problems);
    await complete(inner, row, { ...rows, identity_credential_id: await giveToIdentity(inner, row, rows) });
    return {};
  });
}

/** Checks a config as its creation would, and makes nothing. @throws DomainError `invalid_data`. */
export async function checkConfig(
  ctx: Context,
  session: SetupSession,
  config: JsonObject | null,
): Promise<void> {
  const problems: Problem[] = [];
  const dry = { ...ctx, write: newWrite({ ...PLAIN_WRITE, dryRun: true }) };
  await partOf('config', problems, () => storeConfig(dry, session, config));
  if (problems.length > 0) throw invalidData(problems);
}

/** Runs one part, and keeps its problems under its name, so that a form shows those of both parts. */
async function partOf(
  name: 'auth' | 'config',
  problems: Problem[],
  run: () => Promise<string | null>,
): Promise<string | null> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'invalid_data') throw error;
    for (const problem of error.details.errors ?? []) {
      problems.push({ ...problem, path: [name, ...problem.path.slice(1)] });
    }
    return null;
  }
}

/** Makes the auth config, or replaces the value of the one that the session is for. */
async function storeCredential(
  ctx: Context,
  session: SetupSession,
  auth: Submission['auth'],
): Promise<string | null> {
  if (session.type === 'config_only') return null;
  if (auth === null) throw new Error(`The form of ${session.id} lacks its credential`);
  if (session.auth_config_id !== null) {
    const asked = { id: session.auth_config_id, input: { value_replace: auth.value } };
    await perform(ctx, authConfig, verbNamed(authConfig, 'update'), asked);
    return session.auth_config_id;
  }
  const input = {
    provider_auth_method_id: auth.methodId,
    provider_deployment_id: session.provider_deployment_id,
    name: copiedName(session.name),
    value: auth.value,
  };
  return String((await perform(ctx, authConfig, createFromPage, { input })).id);
}

async function storeConfig(
  ctx: Context,
  session: SetupSession,
  value: JsonObject | null,
): Promise<string | null> {
  if (session.type === 'auth_only') return null;
  const input = {
    provider_id: session.provider_id,
    provider_deployment_id: session.provider_deployment_id,
    name: copiedName(session.name),
    value: value ?? {},
  };
  return String((await perform(ctx, providerConfig, verbNamed(providerConfig, 'create'), { input })).id);
}
