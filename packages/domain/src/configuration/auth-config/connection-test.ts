import { action, type Context, findRow, hold, refuseArchived, requireScope, transact } from '@berth/resource';
import { type Static, Type } from '@sinclair/typebox';
import { about, Identifier, nullable, optional, words } from '../../fields.ts';
import { holdsCompare } from '../../governance/may-compare.ts';
import {
  recordTest,
  resultOf,
  TEST_ERRORS,
  type Tested,
  TestResult,
  tryCheck,
} from '../provider-config/index.ts';
import { HEALTH, healthAt, recordUse } from './health.ts';
import { HEALTH_REASONS, type HealthReason } from './health-reasons.ts';
import { refreshAuthConfig } from './refresh.ts';
import { openToReveal } from './reveal.ts';
import { type AuthConfigRow, authConfigEntity } from './table.ts';
import { checkOf, isVouchedFor, settingOf, testOf } from './test-request.ts';
import { authConfigValue } from './value.ts';

const PATH = 'provider-auth-configs';
const REVEAL = `${PATH}:reveal`;

export const AuthConfigTestInput = Type.Object({
  provider_config_id: optional(
    about(
      'The config, by id or handle, that gives the addresses and other plain members; by default the default config of the deployment.',
      nullable(Identifier),
    ),
  ),
});

export const AuthConfigTestView = Type.Composite([
  Type.Object({
    object: Type.Literal('provider.auth_config.test'),
    auth_config_id: Identifier,
    config_id: about('The config whose plain members were used; null for none.', nullable(Identifier)),
    provider_id: Identifier,
    health: about('The health of the auth config after the test.', words(...HEALTH)),
    health_reason: nullable(words(...HEALTH_REASONS)),
  }),
  TestResult,
]);

/**
 * `POST /provider-auth-configs/:id/test`: sends the credential with the test of the provider's version, and records as
 * health how the provider took it.
 */
export const testAuthConfig = action({
  path: 'test',
  summary: 'Test the credential of an auth config at the provider',
  about:
    "Tests in stages, as the test of a config does, and within the same limits. The credential stands in the test of the provider's version as members of the value, and of its member `auth`; an OAuth access token that the test does not name is sent as `Authorization: Bearer`. A config gives the plain members, and none of its secrets. A passed authentication makes `health` `ok`, and an answer 401 makes it `needs_reauth`. The credential goes only to the address that a shipped provider has by itself, unless the key holds `provider-auth-configs:reveal`.",
  errors: [...TEST_ERRORS, 'provider_mismatch'],
  scopes: [`${PATH}:write`],
  audit: null,
  input: AuthConfigTestInput,
  view: AuthConfigTestView,
  run: async (ctx, id, input) => {
    refuseArchived(authConfigEntity, await findRow(ctx, authConfigEntity, id));
    await refreshAuthConfig(ctx, id);
    const row = await findRow(ctx, authConfigEntity, id);
    const setting = await settingOf(ctx, row, input.provider_config_id ?? null);
    const { terms, whole } = setting;
    const test = testOf(terms, whole);
    const credential = await openToReveal(ctx, row, holdsCompare(ctx, authConfigValue.path));
    const merged = { ...whole, ...credential, auth: credential };
    if (!isVouchedFor(terms, test, merged)) requireScope(ctx, REVEAL);
    const check = test && (await checkOf(row, test, merged));
    const tested = await tryCheck(ctx, check, {
      entity: authConfigEntity.name,
      hasTest: (terms.version?.test ?? null) !== null,
    });
    await recordTest(ctx, { path: PATH, type: authConfigEntity.name, id }, tested);
    const proven = await transact(ctx, (db) => settle({ ...ctx, db }, row, tested));
    const answer: Static<typeof AuthConfigTestView> = {
      object: 'provider.auth_config.test',
      auth_config_id: id,
      config_id: setting.configId,
      provider_id: row.provider_id,
      health: healthAt(ctx.now, proven),
      health_reason: proven.health_reason,
      ...resultOf(ctx, tested),
    };
    return { answer };
  },
});

/** Records how the provider took the credential, unless the auth config has another one by now. */
async function settle(ctx: Context, before: AuthConfigRow, { stages }: Tested): Promise<AuthConfigRow> {
  const row = await hold(ctx, authConfigEntity, before.id, 'change');
  const outcome = stages.find(({ name }) => name === 'authentication');
  if (row.revision !== before.revision || row.status !== 'active' || outcome === undefined) return row;
  // A refused refresh is not disproved by an access token that still works
  if (outcome.status === 'passed') {
    if (row.health_reason !== 'invalid_grant') await recordUse(ctx, row, null);
  } else if (outcome.status === 'failed' && outcome.reason === 'rejected') {
    const reason: HealthReason = outcome.answer?.status === 401 ? 'unauthorized' : 'forbidden';
    await recordUse(ctx, row, reason);
  }
  return findRow(ctx, authConfigEntity, row.id);
}
