import type { Context } from '@berth/resource';
import { and, eq, sql } from 'drizzle-orm';
import { instances } from '../../governance/tables/instance.ts';
import { isUsable } from '../in-force.ts';
import { providerVersions } from '../tables/provider-version.ts';
import { versionErrors } from './errors.ts';

/** The most versions of a provider that an instance does not use. Each is passed on the way to the one in force. */
const MOST_WAITING = 100;

/** Refuses a further version of a provider while too many lack their approval. @throws DomainError `conflict`. */
export async function refuseManyWaiting(ctx: Context, providerId: string): Promise<void> {
  const [settings] = await ctx.db
    .select({ after: instances.approves_tools_after })
    .from(instances)
    .where(eq(instances.id, ctx.instanceId));
  if (!settings?.after) return;
  const waiting = await ctx.db
    .select({ id: providerVersions.id })
    .from(providerVersions)
    .where(
      and(
        eq(providerVersions.provider_id, providerId),
        eq(providerVersions.status, 'active'),
        sql`not ${isUsable(sql`${ctx.instanceId}`, providerVersions)}`,
      ),
    )
    .limit(MOST_WAITING);
  if (waiting.length === MOST_WAITING) throw versionErrors.manyWaiting({ most: MOST_WAITING });
}
