import type { ComponentType } from 'react';
import type { DetailTab, TabProps } from '../../../detail/tab.ts';
import type { Row } from '../../../list/row.ts';

/** Rows that belong to a row, as data. */
export interface Related {
  path: string;
  title: string;
  about?: string;
  /** The filter of the list that finds them; it gets the id of the row, or `member` of it. */
  filter: string;
  member?: string;
  columns: readonly string[];
}

const filtersOf = ({ filter, member = 'id' }: Related, row: Row): Record<string, string> | null => {
  const value = row[member];
  return typeof value === 'string' ? { [filter]: value } : null;
};

/** Makes a tab that shows related rows, one list below the other. */
export const relatedTab = (id: string, title: string, ...lists: readonly Related[]): DetailTab => ({
  id,
  title,
  load: async (): Promise<ComponentType<TabProps>> => {
    const { RelatedList } = await import('./related-list.tsx');
    return ({ row }) => (
      <div className="grid gap-4">
        {lists.map((list) => {
          const filters = filtersOf(list, row);
          return filters ? (
            <RelatedList key={`${list.path} ${list.filter}`} {...list} filters={filters} />
          ) : null;
        })}
      </div>
    );
  },
});
