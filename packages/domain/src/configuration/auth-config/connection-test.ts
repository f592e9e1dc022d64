import type { ProviderCheck } from '@berth/connectivity';
import { getAt, isObject, patchLeaves, withoutLeaves } from '@berth/json-schema';
import {
  action,
  beyondReach,
  type Context,
  findRow,
  hold,
  refuseArchived,
  requireScope,
  transact,
} from '@berth/resource';
import { type Static, Type } from '@sinclair/typebox';
import type { VersionTest } from '../../catalog/tables/provider-version.ts';
import { about, Identifier, nullable, optional, words } from '../../fields.ts';
import { defaultOf } from '../default-rows.ts';
import { findConfigId } from '../find-config.ts';
import {
  providerCheckOf,
  readLiveValue,
  recordTest,
  resultOf,
  TEST_ERRORS,
  type Tested,
  TestResult,
  tryCheck,
} from '../provider-config/index.ts';
import { deploymentEntity } from '../tables/deployment.ts';
import { providerConfigs } from '../tables/provider-config.ts';
import { refuseOtherProvider, specificationInForce } from '../target.ts';
import {
  effectiveOf,
  type JsonObject,
  originOf,
  secretsIn,
  type Terms,
  termsOf,
  usualUrlName,
  wholeOf,
} from '../value/index.ts';
import { HEALTH, healthAt, recordUse } from './health.ts';
import { HEALTH_REASONS, type HealthReason } from './health-reasons.ts';
import { refreshAuthConfig } from './refresh.ts';
import { openToReveal } from './reveal.ts';
import { type AuthConfigRow, authConfigEntity } from './table.ts';

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
type AuthConfigTestInput = Static<typeof AuthConfigTestInput>;

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
    const setting = await settingOf(ctx, row, input);
    const { terms, whole } = setting;
    const test = testOf(terms, whole);
    const credential = await openToReveal(ctx, row);
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

/** The surroundings of a credential: the terms of its test, and the plain members of a value. */
interface Setting {
  configId: string | null;
  terms: Terms;
  whole: JsonObject;
}

/** Reads the config that is named, else the default one of the deployment, without its secrets. */
async function settingOf(ctx: Context, row: AuthConfigRow, input: AuthConfigTestInput): Promise<Setting> {
  const named = input.provider_config_id ?? null;
  const configId = named === null ? await defaultConfigOf(ctx, row) : await findConfigId(ctx, named);
  if (configId === null) {
    const specification = await specificationInForce(ctx, row.provider_id, await lockedVersionOf(ctx, row));
    const terms = await termsOf(ctx, specification);
    return { configId, terms, whole: declaredDefaults(specification.config_schema) };
  }
  const stored = await readLiveValue(named === null ? beyondReach(ctx) : ctx, configId);
  refuseOtherProvider({
    provider_auth_config_id: row.provider_id,
    provider_config_id: stored.config.provider_id,
  });
  const value = effectiveOf(stored);
  const secrets = new Set(await secretsIn(stored, value));
  const terms = await termsOf(ctx, stored.specification);
  return { configId, terms, whole: withoutLeaves(await wholeOf(stored.specification, value), secrets) };
}

const defaultConfigOf = async (ctx: Context, { provider_deployment_id: of }: AuthConfigRow) =>
  of === null ? null : defaultOf(ctx, providerConfigs, of);

async function lockedVersionOf(ctx: Context, { provider_deployment_id: id }: AuthConfigRow) {
  return id === null ? null : (await findRow(beyondReach(ctx), deploymentEntity, id)).locked_version_id;
}

/** The test of the version, else one at the usual address of a value; null without an address. */
function testOf({ version }: Terms, value: JsonObject): VersionTest | null {
  if (version?.test) return version.test;
  const name = usualUrlName(value);
  return name === undefined ? null : { url: `{${name}}`, headers: { Authorization: 'Bearer {api_key} || ' } };
}

/**
 * True for a test that asks the origin which a shipped provider has by itself. Any other one follows from a config, a
 * credential or a private version: who may write these must not be able to collect credentials by them.
 */
function isVouchedFor({ specification }: Terms, test: VersionTest | null, merged: JsonObject): boolean {
  if (specification.owner_id !== 'public') return false;
  const own = originOf(test, declaredDefaults(specification.config_schema));
  return own !== null && own === originOf(test, merged);
}

/** The defaults that a schema declares for its members, also for a value that lacks required ones. */
function declaredDefaults(schema: unknown): JsonObject {
  const members = isObject(schema) && isObject(schema.properties) ? Object.entries(schema.properties) : [];
  return Object.fromEntries(
    members.flatMap(([name, member]): [string, unknown][] => {
      if (isObject(member) && Object.hasOwn(member, 'default')) return [[name, member.default]];
      const inner = declaredDefaults(member);
      return Object.keys(inner).length > 0 ? [[name, inner]] : [];
    }),
  );
}

/** The secrets of a value that is a credential alone: it stands in no schema. */
const NOTHING_ELSE = { config_schema: {}, config_visibility: 'plain', secret_paths: [] } as const;

async function checkOf(
  row: AuthConfigRow,
  test: VersionTest,
  merged: JsonObject,
): Promise<ProviderCheck | null> {
  const leaves = patchLeaves(merged.auth as JsonObject);
  const secrets = leaves.flatMap((pointer) => [pointer, `/auth${pointer}`]);
  const check = await providerCheckOf(test, merged, secrets, { ...NOTHING_ELSE, secret_paths: [] });
  const token = getAt(merged, ['auth', 'access_token']);
  if (check === null || row.type === 'manual' || typeof token !== 'string') return check;
  const isSent = [check.url, ...Object.values(check.credentials)].some((text) => text.includes(token));
  return isSent ? check : withBearer(check, token);
}

/** Sends an access token (RFC 6750) in place of another authorization. */
function withBearer(check: ProviderCheck, token: string): ProviderCheck {
  const others = (headers: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization'));
  return {
    ...check,
    headers: others(check.headers),
    credentials: { ...others(check.credentials), authorization: `Bearer ${token}` },
    lacksCredentials: false,
  };
}

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
