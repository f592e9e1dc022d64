import type { ResourceDescription } from '@berth/client/resources';
import { useEffect, useRef, useState } from 'react';
import { useShortcuts } from '../app/shortcuts.ts';
import { Button, Icon, Menu } from '../ui/index.ts';
import { listWords } from '../words/list.ts';
import { columnsOf, titleOfMember } from './columns.ts';
import { FilterDialog } from './filter-dialog.tsx';
import { chipsOf, withFilter } from './filters.ts';
import { type ListState, pageSizes } from './list-state.ts';
import { longMembers } from './overrides.ts';
import type { Row } from './row.ts';
import type { List } from './use-list.ts';

const PAUSE_MS = 250;

interface ToolbarProps {
  resource: ResourceDescription;
  title: string;
  list: List<Row>;
}

/** Shows the search, the filters as chips, the order and the columns of a list. */
export function Toolbar({ resource, title, list }: ToolbarProps) {
  const { state, change } = list;
  const [isFiltering, setFiltering] = useState(false);
  const chips = chipsOf(state);
  return (
    <div className="mb-3 grid gap-2">
      <div className="flex flex-wrap items-center gap-2">
        {resource.searches ? <ListSearch title={title} list={list} /> : null}
        {resource.filters.length > 0 ? (
          <Button onClick={() => setFiltering(true)}>
            <Icon name="filter" size={14} />
            {listWords.filter}
          </Button>
        ) : null}
        <span className="grow" />
        <Menu
          kind="quiet"
          trigger={
            <>
              {state.order === 'desc' ? listWords.newest : listWords.oldest}
              <Icon name="down" size={10} />
            </>
          }
          items={(['desc', 'asc'] as const).map((order) => ({
            label: order === 'desc' ? listWords.newest : listWords.oldest,
            checked: state.order === order,
            onSelect: () => change({ order }),
          }))}
        />
        <Menu
          kind="quiet"
          trigger={
            <>
              {listWords.sized(state.limit)}
              <Icon name="down" size={10} />
            </>
          }
          items={pageSizes.map((limit) => ({
            label: listWords.sized(limit),
            checked: state.limit === limit,
            onSelect: () => change({ limit }),
          }))}
        />
        <ColumnMenu resource={resource} state={state} onChange={(columns) => change({ columns })} />
      </div>
      {chips.length > 0 ? (
        <ul aria-label={listWords.filters} className="flex flex-wrap items-center gap-1">
          {chips.map(({ parameter, label }) => (
            <li key={parameter} className="flex items-center rounded bg-accent-soft pl-2 text-sm">
              {label}
              <button
                type="button"
                aria-label={listWords.remove(label)}
                className="inline-flex size-6 items-center justify-center rounded hover:bg-sunken"
                onClick={() => change({ filters: withFilter(state, parameter, []) })}
              >
                <Icon name="close" size={12} />
              </button>
            </li>
          ))}
          <li>
            <Button kind="quiet" onClick={() => change({ filters: {} })}>
              {listWords.clear}
            </Button>
          </li>
        </ul>
      ) : null}
      {isFiltering ? (
        <FilterDialog
          filters={resource.filters}
          state={state}
          onChange={(filters) => change({ filters })}
          onClose={() => setFiltering(false)}
        />
      ) : null}
    </div>
  );
}

interface ListSearchProps {
  title: string;
  list: Pick<List<Row>, 'state' | 'change'>;
}

/** Shows the search of a list. It follows what is typed after a pause, and the URL when that changes otherwise. */
export function ListSearch({ title, list: { state, change } }: ListSearchProps) {
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(state.search);
  const latest = useRef(change);
  latest.current = change;
  const sent = useRef<readonly string[]>([]);
  useEffect(() => {
    const at = sent.current.indexOf(state.search);
    sent.current = sent.current.slice(at + 1);
    if (at === -1) setText(state.search); // a search of its own must not take back what is typed meanwhile
  }, [state.search]);
  useEffect(() => {
    if (text === (sent.current.at(-1) ?? state.search)) return;
    const timer = setTimeout(() => {
      sent.current = [...sent.current, text];
      latest.current({ search: text }, { replace: state.search !== '' });
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, state.search]);
  useShortcuts({ '/': () => input.current?.focus() });
  return (
    <input
      ref={input}
      type="search"
      aria-label={listWords.search(title)}
      aria-keyshortcuts="/"
      placeholder={listWords.search(title)}
      value={text}
      onChange={(event) => setText(event.target.value)}
      className="min-h-8 w-full rounded border border-line-strong bg-surface px-2 placeholder:text-muted sm:w-72"
    />
  );
}

interface ColumnMenuProps {
  resource: ResourceDescription;
  state: ListState;
  onChange: (columns: readonly string[] | null) => void;
}

function ColumnMenu({ resource, state, onChange }: ColumnMenuProps) {
  const usual = columnsOf(resource);
  const shown = state.columns ?? usual;
  const names = resource.members.map(({ name }) => name).filter((name) => !longMembers.has(name));
  const toggle = (name: string) => {
    const next = names.filter((one) => (one === name ? !shown.includes(one) : shown.includes(one)));
    if (next.length > 0) onChange(next);
  };
  return (
    <Menu
      kind="quiet"
      square
      aria-label={listWords.columns}
      trigger={<Icon name="columns" />}
      items={[
        { label: listWords.usualColumns, onSelect: () => onChange(null) },
        ...names.map((name) => ({
          label: titleOfMember(name),
          checked: shown.includes(name),
          onSelect: () => toggle(name),
        })),
      ]}
    />
  );
}
