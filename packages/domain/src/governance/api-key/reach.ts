import { invalidData, invalidMember, isId, type Problem, readName } from '@berth/kernel';
import {
  type Context,
  type Entity,
  identify,
  partsOf,
  REACH_PARTS,
  type Reach,
  type ReachPart,
  visible,
} from '@berth/resource';
import { and, inArray } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { keyErrors, keyProblems } from './errors.ts';
import { isBeyondReach } from './scopes.ts';
import type { ApiKeyRow } from './table.ts';

type Input = Partial<Record<ReachPart, string[]>>;

/** The entities that the ids of a reach are of, by part. */
const named = {
  providers: 'provider',
  deployments: 'provider.deployment',
  configs: 'provider.config',
} as const satisfies Record<Exclude<ReachPart, 'handles'>, string>;

const MOST_HANDLE = 100;

/**
 * Reads a reach into its stored form: slugs and handles that stand for ids become ids.
 * @throws DomainError `invalid_data` for a reach that names nothing, or a row that is not there.
 */
export async function readReach(ctx: Context, input: Input | null): Promise<Reach | null> {
  if (input === null) return null;
  const problems: Problem[] = [];
  const reach = {
    providers: await readIds(ctx, 'providers', input.providers, problems),
    deployments: await readIds(ctx, 'deployments', input.deployments, problems),
    configs: await readIds(ctx, 'configs', input.configs, problems),
    handles: [
      ...new Set(
        (input.handles ?? []).map((text, index) =>
          readName(text, MOST_HANDLE, ['reach', 'handles', String(index)]),
        ),
      ),
    ],
  };
  if (problems.length > 0) throw invalidData(problems);
  if (partsOf(reach).length > 0) return reach;
  const parts = REACH_PARTS.join(', ');
  throw invalidMember(keyProblems.emptyReach({ parts }, ['reach']));
}

async function readIds(
  ctx: Context,
  part: keyof typeof named,
  texts: string[] = [],
  problems: Problem[],
): Promise<string[]> {
  if (texts.length === 0) return [];
  const { resources } = ctx.services.registry;
  const resource = resources.find(({ entity }) => entity.name === named[part]);
  if (!resource) throw new Error(`There is no entity ${named[part]}`);
  const ids: string[] = [];
  for (const text of texts) {
    ids.push(isId(resource.entity.kind, text) ? text : await identify(ctx, resource, text));
  }
  const known = new Set(await idsOf(ctx, resource.entity, ids));
  ids.forEach((id, index) => {
    if (known.has(id)) return;
    problems.push(keyProblems.unknownRow({ noun: part.slice(0, -1) }, ['reach', part, String(index)]));
  });
  return [...new Set(ids)];
}

async function idsOf(ctx: Context, entity: Entity, ids: string[]): Promise<string[]> {
  const rows = await ctx.db
    .select({ id: entity.table.id })
    .from(entity.table as PgTable)
    .where(and(visible(ctx, entity), inArray(entity.table.id, ids)));
  return rows.map(({ id }) => id as string);
}

/**
 * Refuses scopes and roles that a key with a reach cannot hold: those beyond configuration and catalogue, the scopes of
 * API keys among them. So no key with a reach makes or changes a key.
 * @throws DomainError `invalid_data` with each of them; `conflict` for a bootstrap key.
 */
export function refuseBeyondReach(
  { services: { registry } }: Context,
  { scopes, bootstrap }: Pick<ApiKeyRow, 'scopes' | 'bootstrap'>,
): void {
  if (bootstrap) throw keyErrors.bootstrapReach();
  const problems = scopes.flatMap((word, index) =>
    isBeyondReach(word, registry.scopes) ? [keyProblems.beyondReach(['scopes', String(index)])] : [],
  );
  if (problems.length > 0) throw invalidData(problems);
}
