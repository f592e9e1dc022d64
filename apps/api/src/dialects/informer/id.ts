import { isStorableText } from '@berth/kernel';
import { missing } from '@berth/resource';
import type { RouteRequest } from '../../face/route.ts';

/** Reads the id in the path. @throws DomainError `not_found` for a text that the database cannot hold. */
export function idOf({ ctx, params }: Pick<RouteRequest, 'ctx' | 'params'>, entity: string): string {
  const { id = '' } = params;
  if (!isStorableText(id)) throw missing(ctx, entity);
  return id;
}
