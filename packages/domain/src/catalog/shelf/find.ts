import type { Context } from '@berth/resource';
import { findNamed } from '../../find-named.ts';
import type { Shelf } from '../tables/shelf.ts';

/** Finds the ids of shelves that are named by id or slug. */
export const findShelves = (ctx: Context, { entity }: Shelf, texts: string[]): Promise<string[]> =>
  findNamed(ctx, entity, texts);
