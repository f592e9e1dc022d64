import { idText } from '@berth/db';
import { tenantEntity } from '@berth/resource';
import { and, eq, sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  boolean,
  check,
  index,
  json,
  pgTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { linkInProvider } from '../../catalog/tables/owned.ts';
import { providerVersions } from '../../catalog/tables/provider-version.ts';
import { byUpdate, tenantKey, tenantRow } from '../../governance/tenant.ts';
import type { ToolFilter } from '../tool-filter/index.ts';
import { aboutProvider, described, rowAboutProvider } from './columns.ts';

/** The reasons for which a deployment with `follow: "safe"` stays on its version. */
export const BLOCKED_REASONS = ['breaks', 'stale', 'asks_secrets', 'too_many', 'failed'] as const;

/** A move to a current version that was not made, and the configs that were checked. */
export interface UpgradeBlocked {
  provider_version_id: string;
  reason: (typeof BLOCKED_REASONS)[number];
  checked: number;
  passes: number;
  breaks: number;
  /** Absent in one of an earlier release. */
  stale?: number;
  checked_at: string;
}

export const deployments = pgTable(
  'provider_deployments',
  {
    ...tenantKey(),
    name: text(),
    is_default: boolean().notNull().default(false),
    /** Only administrators may set these flags, and change a deployment that has one. */
    managed: boolean().notNull().default(false),
    internal: boolean().notNull().default(false),
    tool_filter: json().$type<ToolFilter>().notNull(),
    ...aboutProvider(),
    /** The version that the deployment stays on; null follows the provider's current version. */
    locked_version_id: idText(),
    /** True when Berth moves that version to the current one as soon as all configs fit it. */
    follows_safely: boolean().notNull().default(false),
    /** The last such move that was not made; null for none. */
    upgrade_blocked: json().$type<UpgradeBlocked>(),
    ...described(),
  },
  (table) => [
    ...tenantRow(table),
    byUpdate(table),
    ...rowAboutProvider(table),
    uniqueIndex('provider_deployments_default')
      .on(table.instance_id, table.provider_id)
      .where(sql`is_default and status = 'active'`),
    index('provider_deployments_version').on(table.instance_id, table.locked_version_id, table.id),
    index('provider_deployments_safe')
      .on(table.instance_id, table.id)
      .where(sql`follows_safely and status = 'active'`),
    check(
      'provider_deployments_follow',
      sql`${table.locked_version_id} is not null or not ${table.follows_safely}`,
    ),
    linkInProvider(table, table.locked_version_id, providerVersions),
  ],
);

export const deploymentEntity = tenantEntity({
  name: 'provider.deployment',
  kind: 'deployment',
  table: deployments,
  ties: { providers: ['provider_id'], deployments: ['id'] },
});

/** The join that reads the deployment of a row as a preview. */
export const deploymentOf = (
  row: { instance_id: AnyPgColumn; provider_deployment_id: AnyPgColumn },
  table = deployments,
) => ({
  table,
  on: and(eq(table.instance_id, row.instance_id), eq(table.id, row.provider_deployment_id)),
  columns: {
    id: table.id,
    is_default: table.is_default,
    name: table.name,
    description: table.description,
    metadata: table.metadata,
    provider_id: table.provider_id,
    created_at: table.created_at,
    updated_at: table.updated_at,
  },
});
