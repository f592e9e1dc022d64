import type { Page } from '@berth/client';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { callOperation } from '../../app/client.ts';
import { resourceNamed } from '../../app/navigation.ts';
import { useWhyNot } from '../../app/session.ts';
import { nameOf, type Row, shortId } from '../../list/row.ts';
import { Button, Icon, TextField } from '../../ui/index.ts';
import { keyWords } from '../../words/keys.ts';

const SHOWN = 6;

interface RowPickerProps {
  /** The path of the list that rows are picked from. */
  path: string;
  title: string;
  hint: string;
  /** The ids of the picked rows. */
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  error: string | null;
}

/** Picks rows of a list by a search on the server. */
export function RowPicker({ path, title, hint, chosen, onChange, error }: RowPickerProps) {
  const resource = resourceNamed(path);
  const results = useId();
  const [search, setSearch] = useState('');
  const [isOpen, setOpen] = useState(false);
  const refusal = useWhyNot(resource.scopes.list);
  const list = (options: Record<string, unknown>) =>
    callOperation<Page<Row>>(`${resource.name}.list`, options);
  const found = useQuery({
    queryKey: ['list', resource.name, { search, limit: SHOWN }],
    queryFn: () => list({ limit: SHOWN, ...(search.trim() ? { search } : {}) }),
    enabled: isOpen && refusal === null,
  });
  const named = useQuery({
    queryKey: ['list', resource.name, { id: chosen }],
    queryFn: () => list({ limit: 100, id: chosen }),
    enabled: chosen.length > 0 && refusal === null,
    placeholderData: (before) => before,
  });
  const names = new Map(
    [...(named.data?.items ?? []), ...(found.data?.items ?? [])].map((row) => [row.id, nameOf(row)]),
  );
  const offered = (found.data?.items ?? []).filter(({ id }) => !chosen.includes(id));
  return (
    <div className="grid gap-2">
      <TextField
        label={title}
        hint={refusal ?? hint}
        error={error}
        type="search"
        placeholder={keyWords.find(title)}
        value={search}
        aria-controls={results}
        onFocus={() => setOpen(true)}
        onChange={(event) => setSearch(event.target.value)}
      />
      {chosen.length > 0 ? (
        <ul className="flex flex-wrap gap-1">
          {chosen.map((id) => (
            <li key={id} className="flex items-center rounded bg-accent-soft pl-2" title={id}>
              {names.get(id) ?? shortId(id)}
              <button
                type="button"
                aria-label={keyWords.remove(names.get(id) ?? id)}
                className="inline-flex size-6 items-center justify-center rounded hover:bg-sunken"
                onClick={() => onChange(chosen.filter((one) => one !== id))}
              >
                <Icon name="close" size={12} />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <div id={results} aria-live="polite">
        {isOpen && found.data && offered.length === 0 ? (
          <p className="text-xs text-muted">{keyWords.noneFound}</p>
        ) : null}
        {isOpen && offered.length > 0 ? (
          <ul className="flex flex-wrap gap-1">
            {offered.map((row) => (
              <li key={row.id}>
                <Button
                  kind="quiet"
                  title={row.id}
                  aria-label={keyWords.add(nameOf(row))}
                  onClick={() => onChange([...chosen, row.id])}
                >
                  <Icon name="plus" size={12} />
                  {nameOf(row)}
                </Button>
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </div>
  );
}
