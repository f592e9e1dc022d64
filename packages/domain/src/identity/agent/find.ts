import { type Id, sameUuid } from '@berth/kernel';
import type { Context } from '@berth/resource';
import { findNamed } from '../../find-named.ts';
import { agentEntity } from './table.ts';

/** The agent of an actor of type `agent`. */
export const agentOf = (actorId: string) => sameUuid('agent', actorId as Id);

/** Finds the ids of agents that are named by id or slug. */
export const findAgents = (ctx: Context, texts: string[]): Promise<string[]> =>
  findNamed(ctx, agentEntity, texts);

/** Finds the id of the named agent. Returns the text itself when there is none, so that the later 404 names it. */
export const findAgent = async (ctx: Context, text: string): Promise<string> =>
  (await findAgents(ctx, [text]))[0] ?? text;

/** Finds the actors of agents that are named by id or slug. */
export async function actorsOfAgents(ctx: Context, texts: string[]): Promise<string[]> {
  if (!ctx.scopes.has('agents:read')) return [];
  return (await findAgents(ctx, texts)).map((id) => sameUuid('identityActor', id as Id));
}
