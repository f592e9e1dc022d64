import { isId, type Kind } from '@berth/kernel';
import type { Context, Entity } from '@berth/resource';
import { type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { authMethods } from '../../catalog/auth-method/table.ts';
import { authConfigEntity, authConfigs } from '../auth-config/table.ts';
import { configVaultEntity, configVaults } from '../tables/config-vault.ts';
import { providerConfigEntity, providerConfigs } from '../tables/provider-config.ts';
import { REVEAL } from '../value/index.ts';
import type { OwnerName } from './schema.ts';

type Rows = typeof providerConfigs | typeof configVaults | typeof authConfigs;

/** A kind of rows with a value of a provider. */
export interface OwnerKind {
  name: OwnerName;
  kind: Kind;
  entity: Entity;
  table: Rows;
  /** The path whose scope `read` lets a key read such rows. */
  path: string;
  /** The scope that lets a key see the secrets of such rows. */
  reveal: string;
  /** The column for the deployment that the row is the default of. */
  defaultOf?: PgColumn;
  /** The specification of the row. */
  specification: PgColumn | SQL;
}

/** The kinds, in the order of a report. */
export const OWNER_KINDS: readonly OwnerKind[] = [
  {
    name: 'provider.config',
    kind: 'providerConfig',
    entity: providerConfigEntity,
    table: providerConfigs,
    path: 'provider-configs',
    reveal: REVEAL,
    defaultOf: providerConfigs.default_of_deployment_id,
    specification: providerConfigs.specification_id,
  },
  {
    name: 'provider.config_vault',
    kind: 'configVault',
    entity: configVaultEntity,
    table: configVaults,
    path: 'provider-config-vaults',
    reveal: REVEAL,
    specification: configVaults.specification_id,
  },
  {
    name: 'provider.auth_config',
    kind: 'authConfig',
    entity: authConfigEntity,
    table: authConfigs,
    path: 'provider-auth-configs',
    reveal: 'provider-auth-configs:reveal',
    defaultOf: authConfigs.default_of_deployment_id,
    specification: sql`(select ${authMethods.specification_id} from ${authMethods} where ${authMethods.id} = ${authConfigs.auth_method_id})`,
  },
];

/** The kinds whose rows the key may read. */
export const readableKinds = ({ scopes }: Context): OwnerKind[] =>
  OWNER_KINDS.filter(({ path }) => scopes.has(`${path}:read`));

/** The kinds of rows at and behind a position. */
export const kindsFrom = (kinds: readonly OwnerKind[], after: string): OwnerKind[] => {
  const passed = OWNER_KINDS.findIndex(({ kind }) => isId(kind, after));
  return kinds.filter((kind) => OWNER_KINDS.indexOf(kind) >= passed);
};

/** True for the id of a row that a report can start behind. */
export const isPosition = (after: string): boolean => OWNER_KINDS.some(({ kind }) => isId(kind, after));
