import { timesOf } from '../../stamps.ts';
import type { categories } from '../tables/shelf.ts';

/** The columns of a shelf inside another object. */
export type ShelfPart = Pick<
  typeof categories.$inferSelect,
  'id' | 'name' | 'description' | 'slug' | 'created_at' | 'updated_at'
>;

/** Makes the presenter of a kind of shelf. */
export const shelfPresenter =
  <T extends string>(object: T) =>
  (row: ShelfPart) => ({
    object,
    id: row.id,
    name: row.name,
    description: row.description,
    slug: row.slug,
    ...timesOf(row),
  });
