import { breathe } from '@berth/kernel';
import { type Context, expand, present, type Resource } from '@berth/resource';
import type { Selection } from './query.ts';

/** The members that stay in every answer about a row, whatever `fields` selects. */
export const ALWAYS = ['object', 'id', 'row_version'];

/** Presents rows with the selected members. An expanded row replaces its preview. */
export async function presentSelected(
  ctx: Context,
  resource: Resource,
  rows: readonly unknown[],
  { expand: expansions, fields }: Selection,
): Promise<unknown[]> {
  const views: Record<string, unknown>[] = [];
  for (const row of rows) {
    views.push(present(resource, row) as Record<string, unknown>);
    await breathe();
  }
  if (fields === null && expansions.length === 0) return views;
  const expanded = await expand(ctx, rows, expansions);
  return views.map((view, index) => ({ ...only(view, fields), ...expanded[index] }));
}

function only(view: Record<string, unknown>, fields: string[] | null): Record<string, unknown> {
  if (fields === null) return view;
  return Object.fromEntries(
    Object.entries(view).filter(([name]) => fields.includes(name) || ALWAYS.includes(name)),
  );
}
