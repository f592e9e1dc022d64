import type { ResourceDescription } from '@berth/client/resources';
import { useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { embeddedResource, resourceAt, titleOf } from '../app/navigation.ts';
import { NotFound } from '../app/not-found.tsx';
import { PageHead } from '../app/page-head.tsx';
import { Button, Card, Empty, Failure, LinkButton, Pager } from '../ui/index.ts';
import { listWords } from '../words/list.ts';
import { BulkBar } from './bulk-bar.tsx';
import { columnsOf, titleOfMember } from './columns.ts';
import { ListTable, type OwnParts } from './list-table.tsx';
import type { Row } from './row.ts';
import { Toolbar } from './toolbar.tsx';
import { useList } from './use-list.ts';
import { useListKeys } from './use-list-keys.ts';

/** The page of `/$resource`: the list of any resource of the registry. */
export function ListPage() {
  const { resource: path = '' } = useParams({ strict: false }) as { resource?: string };
  const resource = resourceAt(path);
  return resource ? <ResourceList key={path} resource={resource} /> : <NotFound />;
}

interface ResourceListProps extends OwnParts {
  resource: ResourceDescription;
  /** Buttons at the right of the title, such as one that makes a row. */
  actions?: ReactNode;
  /** The next action of a list without rows. */
  emptyAction?: ReactNode;
}

/** Shows the list of a resource with everything that lists have. Pages of a subject add their own actions to it. */
export function ResourceList({ resource, actions, emptyAction, ...own }: ResourceListProps) {
  const list = useList(resource);
  const { state, rows, hasRead, isLoading, isStale, error, refusal, missing, pages, reload } = list;
  const title = titleOf(resource);
  const queries = useQueryClient();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const select = (ids: readonly string[], isSelected: boolean) => {
    const next = new Set(selected);
    for (const id of ids) isSelected ? next.add(id) : next.delete(id);
    setSelected(next);
  };
  const onSelect = resource.scopes.archive ? select : null;
  useListKeys(list, onSelect ? (id) => select([id], !selected.has(id)) : null);
  const chosen = rows.filter(({ id }) => selected.has(id));
  return (
    <>
      <PageHead title={title} about={resource.about} actions={actions} />
      <Toolbar resource={resource} title={title} list={list} />
      {chosen.length > 0 ? (
        <BulkBar
          resource={resource}
          rows={chosen}
          onClear={() => setSelected(new Set())}
          onDone={() => {
            setSelected(new Set());
            void queries.invalidateQueries({ queryKey: ['list', resource.name] });
          }}
        />
      ) : null}
      {refusal ? <Empty title={listWords.noScope} hint={refusal} /> : null}
      {error ? <Failure title={listWords.loadFailed} error={error} onRetry={reload} /> : null}
      {!refusal && missing !== null ? <NeedsFilter name={missing} /> : null}
      {refusal || missing !== null || (error && !hasRead) ? null : (
        <Card flush>
          <ListTable
            resource={resource}
            title={title}
            columns={state.columns ?? columnsOf(resource)}
            rows={rows}
            isLoading={isLoading}
            isStale={isStale}
            selected={selected}
            onSelect={onSelect}
            {...own}
          />
          {isLoading || rows.length > 0 ? null : (
            <NoRows resource={resource} list={list} action={emptyAction} />
          )}
          <footer className="flex items-center gap-2 border-t border-line px-3 py-1.5">
            <span role="status" className="grow text-xs text-muted">
              {isLoading ? '' : listWords.shown(rows.length)}
            </span>
            <Pager to={`/${resource.path}`} {...pages} />
          </footer>
        </Card>
      )}
    </>
  );
}

/** Asks for the filter without which there is no list, and leads to the rows that have such lists. */
function NeedsFilter({ name }: { name: string }) {
  const above = embeddedResource(name.replace(/_id$/, ''));
  const title = titleOfMember(name);
  return (
    <Card>
      <Empty
        title={listWords.needsFilter(title)}
        hint={listWords.needsFilterHint}
        action={above ? <LinkButton to={`/${above.path}`}>{titleOf(above)}</LinkButton> : null}
      />
    </Card>
  );
}

interface NoRowsProps {
  resource: ResourceDescription;
  list: ReturnType<typeof useList<Row>>;
  action: ReactNode;
}

/** Says why there is no row, with one next action. */
function NoRows({ resource, list: { state, change }, action }: NoRowsProps) {
  if (state.after || state.before) {
    return (
      <Empty
        title={listWords.endOfList}
        action={<Button onClick={() => change({ after: null, before: null })}>{listWords.first}</Button>}
      />
    );
  }
  if (state.search !== '' || Object.keys(state.filters).length > 0) {
    return (
      <Empty
        title={listWords.noMatch}
        hint={listWords.noMatchHint}
        action={<Button onClick={() => change({ search: '', filters: {} })}>{listWords.clear}</Button>}
      />
    );
  }
  const reference = (
    <a href={`../docs#tag/${encodeURIComponent(resource.title)}`} className="text-accent underline">
      {listWords.reference}
    </a>
  );
  return (
    <Empty title={listWords.empty(titleOf(resource))} hint={resource.about} action={action ?? reference} />
  );
}
