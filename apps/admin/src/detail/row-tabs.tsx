import { useNavigate } from '@tanstack/react-router';
import { type ComponentType, type LazyExoticComponent, lazy, type ReactNode, Suspense } from 'react';
import { firstOf, useUrlSearch } from '../app/search.ts';
import { Skeleton, Tabs } from '../ui/index.ts';
import { detailWords } from '../words/detail.ts';
import type { DetailTab, TabProps } from './tab.ts';

const OVERVIEW = 'overview';

interface RowTabsProps extends TabProps {
  /** The tabs beside the overview. */
  tabs: readonly DetailTab[];
  /** The content of the first tab. */
  children: ReactNode;
}

/** Shows the overview of a row and, where there are more tabs, these beside it. The URL carries the tab. */
export function RowTabs({ resource, row, tabs: more, children }: RowTabsProps) {
  const tab = firstOf(useUrlSearch().tab);
  const navigate = useNavigate();
  if (more.length === 0) return children;
  const current = more.find(({ id }) => id === tab);
  const Content = current ? contentOf(current) : null;
  return (
    <Tabs
      label={detailWords.tabs}
      tabs={[
        { id: OVERVIEW, label: detailWords.overview },
        ...more.map(({ id, title }) => ({ id, label: title })),
      ]}
      current={current?.id ?? OVERVIEW}
      onChange={(id) =>
        void navigate({ to: '.', search: (id === OVERVIEW ? {} : { tab: id }) as never, replace: true })
      }
    >
      {Content ? (
        <Suspense fallback={<Skeleton className="h-24 w-full" />}>
          <Content resource={resource} row={row} />
        </Suspense>
      ) : (
        children
      )}
    </Tabs>
  );
}

const known = new Map<DetailTab, LazyExoticComponent<ComponentType<TabProps>>>();

/** Returns the component of a tab, which is loaded when it is first shown. */
function contentOf(tab: DetailTab): ComponentType<TabProps> {
  const found = known.get(tab) ?? lazy(async () => ({ default: await tab.load() }));
  known.set(tab, found);
  return found;
}
