import type { Context } from '@berth/resource';
import { eq } from 'drizzle-orm';
import { instances } from '../tables/instance.ts';

/** The parts of an instance that every page of the dashboard shows, whatever the scopes of the key. */
export interface ShownInstance {
  id: string;
  name: string;
  slug: string;
  type: 'development' | 'production';
  /** `#rrggbb`; null for the usual colour. */
  color: string | null;
  requires_preconditions: boolean;
}

/** Reads the instance of the context's key. */
export async function shownInstance({ db, instanceId }: Context): Promise<ShownInstance> {
  const [row] = await db.select().from(instances).where(eq(instances.id, instanceId));
  if (!row) throw new Error('The key has no instance.');
  const { id, name, slug, type, setup_page, requires_preconditions } = row;
  return { id, name, slug, type, color: setup_page?.color ?? null, requires_preconditions };
}
