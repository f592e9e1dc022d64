import type { ProviderCheck } from '@berth/connectivity';
import { getAt, isObject, patchLeaves, withoutLeaves } from '@berth/json-schema';
import { beyondReach, type Context, findRow, requireScope } from '@berth/resource';
import type { VersionTest } from '../../catalog/tables/provider-version.ts';
import { defaultOf } from '../default-rows.ts';
import { findConfigId } from '../find-config.ts';
import { providerCheckOf, readLiveValue } from '../provider-config/index.ts';
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
import type { AuthConfigRow } from './table.ts';

/** The surroundings of a credential: the terms of its test, and the plain members of a value. */
interface Setting {
  configId: string | null;
  terms: Terms;
  whole: JsonObject;
}

/**
 * Reads the config that is named, else the default one of the deployment, without its secrets.
 * @throws DomainError `forbidden`, `not_found`, `use_after_delete`, `provider_mismatch`.
 */
export async function settingOf(ctx: Context, row: AuthConfigRow, named: string | null): Promise<Setting> {
  if (named !== null) requireScope(ctx, 'provider-configs:read');
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
export function testOf({ version }: Terms, value: JsonObject): VersionTest | null {
  if (version?.test) return version.test;
  const name = usualUrlName(value);
  return name === undefined ? null : { url: `{${name}}`, headers: { Authorization: 'Bearer {api_key} || ' } };
}

/**
 * True for a test that asks the origin which a shipped provider has by itself. Any other one follows from a config, a
 * credential or a private version: who may write these must not be able to collect credentials by them.
 */
export function isVouchedFor(
  { specification }: Terms,
  test: VersionTest | null,
  merged: JsonObject,
): boolean {
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

export async function checkOf(
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
