import { isId, type Kind } from '@berth/kernel';
import { type Context, type Entity, visible } from '@berth/resource';
import { and, asc, count, eq, gt, lte, type SQL, sql } from 'drizzle-orm';
import { type PgColumn, unionAll } from 'drizzle-orm/pg-core';
import { authMethods } from '../../catalog/auth-method/table.ts';
import { authConfigEntity, authConfigs } from '../auth-config/table.ts';
import { configVaultEntity, configVaults } from '../tables/config-vault.ts';
import { deployments } from '../tables/deployment.ts';
import { providerConfigEntity, providerConfigs } from '../tables/provider-config.ts';
import { valueRevisions } from '../tables/value-revision.ts';
import { REVEAL } from '../value/index.ts';
import type { OwnerName } from './schema.ts';

/** The rows that a report is about. */
export interface Affected {
  providerId: string;
  /** Only rows of this deployment; null for those of no locked deployment. */
  deploymentId: string | null;
  /** Only rows on this specification; null for all. */
  specificationId: string | null;
}

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

/** The rows that are read at a time, and the bytes of their sealed values. */
const MOST_ROWS = 100;
const MOST_BYTES = 1024 * 1024;
const IDS = 500;

/** Rows of one kind that are opened together: few enough to be in memory at once. */
export interface Slice {
  of: OwnerKind;
  ids: string[];
  /** The bytes of their sealed values. */
  bytes: number;
}

/** Yields the affected rows of the kinds behind a position, each kind by id, in slices of bounded size. */
export async function* slicesOf(
  ctx: Context,
  kinds: readonly OwnerKind[],
  affected: Affected,
  after: string | undefined,
): AsyncGenerator<Slice> {
  for (const of of kinds) {
    let last = after !== undefined && isId(of.kind, after) ? after : '';
    for (;;) {
      const rows = await idsBehind(ctx, of, affected, last);
      let slice: Slice = { of, ids: [], bytes: 0 };
      for (const { id, size } of rows) {
        const isFull = slice.ids.length === MOST_ROWS || slice.bytes + size > MOST_BYTES;
        if (isFull && slice.ids.length > 0) {
          yield slice;
          slice = { of, ids: [], bytes: 0 };
        }
        slice.ids.push(id);
        slice.bytes += size;
      }
      if (slice.ids.length > 0) yield slice;
      const end = rows.at(-1);
      if (end === undefined || rows.length < IDS) break;
      last = end.id;
    }
  }
}

/** Counts the affected rows of the kinds behind a position. */
export async function countAffected(
  ctx: Context,
  kinds: readonly OwnerKind[],
  affected: Affected,
  after: string | undefined,
): Promise<number> {
  let total = 0;
  for (const of of kinds) {
    const last = after !== undefined && isId(of.kind, after) ? after : '';
    const [row] = await ctx.db
      .select({ rows: count() })
      .from(of.table)
      .where(and(isAffected(ctx, of, affected), gt(of.table.id, last), isPlaced(of, affected)));
    total += row?.rows ?? 0;
  }
  return total;
}

/** Reads the ids of the next rows and the bytes of their sealed values. The walk keeps to one index. */
async function idsBehind(ctx: Context, of: OwnerKind, affected: Affected, last: string) {
  const { table, defaultOf } = of;
  const { providerId, deploymentId } = affected;
  const walk = (column: PgColumn, value: string) =>
    ctx.db
      .select({ id: sql<string>`${table.id}`.as('id'), size: sizeOf(of).as('size') })
      .from(table)
      .where(
        and(
          isAffected(ctx, of, affected),
          // A range in the order of the index: for `=`, the planner may walk the primary key instead
          sql`(${column}, ${table.id}) > (${value}, ${last})`,
          lte(column, value),
          deploymentId === null ? isPlaced(of, affected) : undefined,
        ),
      )
      .orderBy(asc(column), asc(table.id))
      .limit(IDS);
  const rows =
    deploymentId === null
      ? await walk(table.provider_id, providerId)
      : defaultOf === undefined
        ? await walk(table.provider_deployment_id, deploymentId)
        : await unionAll(
            walk(table.provider_deployment_id, deploymentId),
            ctx.db
              .select({ id: sql<string>`${table.id}`.as('id'), size: sizeOf(of).as('size') })
              .from(table)
              .where(
                and(
                  isAffected(ctx, of, affected),
                  eq(defaultOf, deploymentId),
                  sql`${table.provider_deployment_id} is distinct from ${deploymentId}`,
                  gt(table.id, last),
                ),
              )
              .orderBy(asc(table.id))
              .limit(IDS),
          )
            .orderBy(sql`"id"`)
            .limit(IDS);
  return rows.map(({ id, size }) => ({ id, size: Number(size) }));
}

/** The condition of live rows of the provider that the key sees, whatever their deployment. */
export const isAffected = (
  ctx: Context,
  { entity, table, specification }: OwnerKind,
  { providerId, specificationId }: Affected,
): SQL | undefined =>
  and(
    visible(ctx, entity),
    eq(table.provider_id, providerId),
    // A literal, as in the partial indexes
    sql`${table.status} = 'active'`,
    specificationId === null ? undefined : sql`${specification} = ${specificationId}`,
  );

/** The condition of the rows of the deployment, or of those of no locked one. */
export const isPlaced = ({ table, defaultOf }: OwnerKind, { deploymentId }: Affected): SQL => {
  const own = table.provider_deployment_id;
  if (deploymentId !== null) {
    return defaultOf === undefined
      ? sql`${own} = ${deploymentId}`
      : sql`(${own} = ${deploymentId} or ${defaultOf} = ${deploymentId})`;
  }
  const placed = defaultOf === undefined ? sql`${own}` : sql`coalesce(${own}, ${defaultOf})`;
  return sql`not exists (select 1 from ${deployments} where ${deployments.instance_id} = ${table.instance_id}
    and ${deployments.id} = ${placed} and ${deployments.locked_version_id} is not null)`;
};

/** The bytes of the sealed value of a row, with that of its vault. */
const sizeOf = ({ table, name }: OwnerKind): SQL<number> => {
  const bytes = (owner: PgColumn, revision: SQL) =>
    sql`coalesce((select octet_length(${valueRevisions.ciphertext}) from ${valueRevisions}
      where ${valueRevisions.instance_id} = ${table.instance_id} and ${valueRevisions.owner_id} = ${owner}
      and ${valueRevisions.revision} = ${revision}), 0)`;
  const own = bytes(table.id, sql`${table.revision}`);
  if (name !== 'provider.config') return sql<number>`${own}`;
  const vault = providerConfigs.provider_config_vault_id;
  const current = sql`(select ${configVaults.revision} from ${configVaults}
    where ${configVaults.instance_id} = ${table.instance_id} and ${configVaults.id} = ${vault})`;
  return sql<number>`${own} + ${bytes(vault, sql`coalesce(${providerConfigs.vault_revision}, ${current})`)}`;
};
