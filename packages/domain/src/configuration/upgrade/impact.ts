import { invalidMember, withinRoom } from '@berth/kernel';
import { type Context, type Outcome, requireScope, transact } from '@berth/resource';
import { providerVersionEntity } from '../../catalog/tables/provider-version.ts';
import { countEvents } from '../../governance/audit-event/index.ts';
import { type CheckedConfig, rememberOutcomes } from '../outcome.ts';
import { countAffected, slicesOf } from './affected.ts';
import { type Owner, openSlice } from './opened.ts';
import { isPosition, kindsFrom } from './owner-kinds.ts';
import { mayTrySecrets, type Plan, planImpact, trialsOf } from './plan.ts';
import { presentReader } from './present.ts';
import { upgradeProblems } from './problems.ts';
import type {
  ImpactCounts,
  ImpactEnd,
  ImpactInput,
  ImpactItem,
  ImpactProgress,
  ImpactView,
  PreviewInput,
} from './schema.ts';
import type { Trial } from './trial.ts';

type Listing = Pick<ImpactInput, 'passes' | 'limit' | 'after' | 'progress'>;

/** The scope that a report needs beside that of its row. */
const READ = 'provider-configs:read';

/** The rows that one answer checks, and the bytes of their sealed values. JSON lines have no such limit. */
const MOST_AT_ONCE = 1_000;
const MOST_BYTES = 8 * 1024 * 1024;
const DEFAULT_LIMIT = 20;
/** The characters of the listed rows of one answer. */
const MOST_LISTED = 1024 * 1024;

const WHOLE = 'Ask for JSON lines (Accept: application/x-ndjson), or continue with after=position.';
const WHOLE_LATER =
  'Publish the version, and ask POST /provider-versions/:id/impact for JSON lines (Accept: application/x-ndjson).';

/** Reports which rows of the provider would break with a version: `POST /provider-versions/:id/impact`. */
export async function reportImpact(ctx: Context, id: string, input: ImpactInput): Promise<Outcome> {
  requireScope(ctx, READ);
  const { against = null, provider_deployment_id: deploymentId = null } = input;
  return answer(ctx, await planImpact(ctx, id, { against, deploymentId }), input);
}

/** Reports which rows of a deployment would break: `POST /provider-deployments/:id/upgrade-preview`. */
export async function previewUpgrade(ctx: Context, id: string, input: PreviewInput): Promise<Outcome> {
  requireScope(ctx, READ);
  const plan = await planImpact(ctx, input.provider_version_id, { against: null, deploymentId: id });
  return answer(ctx, plan, input);
}

/** Reports the impact of a version that a dry run has just made. It leaves no event. */
export async function impactOfDryRun(ctx: Context, id: string): Promise<{ impact: ImpactView }> {
  const plan = await planImpact(ctx, id, { against: null, deploymentId: null });
  return { impact: await onePage(ctx, plan, {}) };
}

async function answer(ctx: Context, plan: Plan, listing: Listing): Promise<Outcome> {
  if (listing.after !== undefined && !isPosition(listing.after))
    throw invalidMember(upgradeProblems.noOwner(['after']));
  return { answer: listing.progress ? linesOf(ctx, plan, listing) : await onePage(ctx, plan, listing) };
}

/** Checks the rows up to the limits of one answer. */
async function onePage(ctx: Context, plan: Plan, listing: Listing): Promise<ImpactView> {
  const { limit = DEFAULT_LIMIT } = listing;
  const items: ImpactItem[] = [];
  let room = MOST_LISTED;
  let more = false;
  const steps = walk(ctx, plan, listing, { rows: MOST_AT_ONCE, bytes: MOST_BYTES });
  for (;;) {
    const { done, value } = await steps.next();
    if (done) {
      const pagination = {
        has_more_before: listing.after !== undefined,
        has_more_after: more || value.partial,
      };
      return { ...value, object: 'provider.version.impact', items, pagination };
    }
    for (const item of value.items) {
      more ||= items.length === limit || (room <= 0 && items.length > 0);
      if (more) break;
      items.push(item);
      room -= JSON.stringify(item).length;
    }
  }
}

/** Writes the listed rows as JSON lines, after each slice the progress, and then the report. */
async function* linesOf(ctx: Context, plan: Plan, listing: Listing): AsyncGenerator<string> {
  const kinds = kindsFrom(plan.kinds, listing.after ?? '');
  const total = await countAffected(ctx, kinds, plan.affected, listing.after);
  const steps = walk(ctx, plan, listing, null);
  let { limit = Number.POSITIVE_INFINITY } = listing;
  try {
    for (;;) {
      const { done, value } = await steps.next();
      if (done) {
        yield line(value);
        return;
      }
      const { items, counts, position } = value;
      const listed = items.slice(0, limit);
      limit -= listed.length;
      const progress: ImpactProgress = {
        object: 'provider.version.impact.progress',
        counts: { ...counts },
        total,
        position,
      };
      yield [...listed, progress].map(line).join('');
    }
  } finally {
    await steps.return(undefined as never);
  }
}

const line = (object: object): string => `${JSON.stringify(object)}\n`;

/** A checked slice: the rows to list, and the report so far. */
interface Step {
  items: ImpactItem[];
  counts: ImpactCounts;
  position: string | null;
}

/**
 * Checks slice after slice, each as it stands when it is read, and records the report with its counts, also when it is
 * broken off.
 */
async function* walk(
  ctx: Context,
  plan: Plan,
  { passes, after }: Listing,
  most: { rows: number; bytes: number } | null,
): AsyncGenerator<Step, ImpactEnd> {
  const before = await countEvents(ctx);
  const counts: ImpactCounts = { checked: 0, passes: 0, breaks: 0, undecided: 0, migrated: 0 };
  const check = trialsOf(ctx, plan);
  const present = presentReader(ctx);
  let position = after ?? null;
  let bytes = 0;
  let partial = false;
  let events: number | null = null;
  try {
    for await (const slice of slicesOf(ctx, kindsFrom(plan.kinds, after ?? ''), plan.affected, after)) {
      partial = most !== null && (counts.checked >= most.rows || bytes >= most.bytes);
      if (partial) break;
      const owners = await openSlice(ctx, slice, plan.affected);
      const mayTry = mayTrySecrets(ctx, plan, slice.of);
      const presents = await present(owners);
      const items: ImpactItem[] = [];
      const outcomes: CheckedConfig[] = [];
      for (const owner of owners) {
        const found = await check(owner, presents, mayTry);
        count(counts, found);
        if (owner.of === 'provider.config' && found.passes !== null)
          outcomes.push({ id: owner.id, breaks: !found.passes, of: owner.valueName });
        if (passes === undefined || passes === (found.passes === true)) items.push(itemOf(owner, found));
      }
      await rememberOutcomes(ctx, plan.versionId, outcomes);
      position = slice.ids.at(-1) ?? position;
      bytes += slice.bytes;
      yield { items, counts, position };
    }
    events = await record(ctx, plan, counts);
  } finally {
    if (events === null) await record(ctx, plan, counts);
  }
  return {
    object: 'provider.version.impact.end',
    provider_version_id: plan.versionId,
    provider_id: plan.affected.providerId,
    specification_id: plan.specification.id,
    against: plan.against,
    provider_deployment_id: plan.affected.deploymentId,
    covers: plan.kinds.map(({ name }) => name),
    counts,
    partial,
    hint: partial ? (ctx.write.options.dryRun ? WHOLE_LATER : WHOLE) : null,
    position,
    ...meanwhile(ctx, before, events),
  };
}

/** Tells if anything was written during a report. A key with a reach is told nothing of the rows outside. */
function meanwhile(ctx: Context, before: number, after: number): Pick<ImpactEnd, 'events' | 'settled'> {
  if (ctx.reach) return { events: null, settled: null };
  return { events: { before, after }, settled: after === before + (ctx.write.options.dryRun ? 0 : 1) };
}

function count(counts: ImpactCounts, { passes, migrated }: Trial): void {
  counts.checked += 1;
  counts[passes === null ? 'undecided' : passes ? 'passes' : 'breaks'] += 1;
  if (migrated && passes) counts.migrated += 1;
}

function itemOf(
  { of, id, handle, name, specificationId }: Owner,
  { passes, migrated, errors }: Trial,
): ImpactItem {
  const shown = withinRoom(errors, ({ path }) => path.length);
  return {
    object: 'provider.version.impact.item',
    of,
    id,
    handle,
    name,
    specification_id: specificationId,
    passes,
    migrated,
    errors: shown.map(({ path, code, message }) => ({ path, code, message })),
  };
}

/**
 * Appends the event of a report, with its counts alone. Returns the number of events of the instance with it. A dry run
 * appends none.
 */
async function record(ctx: Context, plan: Plan, counts: ImpactCounts): Promise<number> {
  if (ctx.write.options.dryRun) return countEvents(ctx);
  const { versionId, against, affected } = plan;
  return transact(ctx, async (db) => {
    const own = { ...ctx, db };
    await ctx.services.audit.append(own, {
      action: 'provider-versions.impact',
      resource_type: providerVersionEntity.name,
      resource_id: versionId,
      before: null,
      after: { against, provider_deployment_id: affected.deploymentId, counts },
    });
    return countEvents(own);
  });
}
