import { type Id, isId, sameUuid } from '@berth/kernel';
import type { Context } from '@berth/resource';
import { and, eq, inArray } from 'drizzle-orm';
import { agents } from './table.ts';

/** The agent of an actor of type `agent`. */
export const agentOf = (actorId: string) => sameUuid('agent', actorId as Id);

/** Finds the ids of agents that are named by id or slug: in one query, or none for ids alone. */
export async function findAgents(ctx: Context, texts: string[]): Promise<string[]> {
  const ids = texts.filter((text) => isId('agent', text));
  const slugs = texts.filter((text) => !isId('agent', text));
  if (slugs.length === 0) return ids;
  const rows = await ctx.db
    .select({ id: agents.id })
    .from(agents)
    .where(and(eq(agents.instance_id, ctx.instanceId), inArray(agents.slug, slugs)));
  return [...new Set([...ids, ...rows.map(({ id }) => id)])];
}

/** Finds the id of the named agent. Returns the text itself when there is none, so that the later 404 names it. */
export const findAgent = async (ctx: Context, text: string): Promise<string> =>
  (await findAgents(ctx, [text]))[0] ?? text;

/** Finds the actors of agents that are named by id or slug. */
export async function actorsOfAgents(ctx: Context, texts: string[]): Promise<string[]> {
  if (!ctx.scopes.has('agents:read')) return [];
  return (await findAgents(ctx, texts)).map((id) => sameUuid('identityActor', id as Id));
}
