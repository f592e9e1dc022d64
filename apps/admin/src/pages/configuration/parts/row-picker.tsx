import type { Page } from '@berth/client';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useDeferredValue, useId, useState } from 'react';
import { callOperation } from '../../../app/client.ts';
import { resourceAt } from '../../../app/navigation.ts';
import { nameOf, type Row } from '../../../list/row.ts';
import { classes } from '../../../ui/index.ts';
import { relatedWords } from '../../../words/related.ts';

const MOST = 8;

interface RowPickerProps {
  label: string;
  hint?: string;
  error?: string | null;
  /** The path of the resource to choose from. */
  path: string;
  filters?: Readonly<Record<string, string>>;
  value: Row | null;
  onChange: (row: Row | null) => void;
}

/** Chooses a row by its name (WAI-ARIA combobox with a list). The server searches. */
export function RowPicker({ label, hint, error, path, filters = {}, value, onChange }: RowPickerProps) {
  const id = useId();
  const resource = resourceAt(path);
  const [text, setText] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const isOpen = text !== null;
  const search = useDeferredValue(text?.trim() ?? '');
  const { data } = useQuery({
    queryKey: ['list', resource?.name, 'pick', filters, search],
    queryFn: ({ signal }) =>
      callOperation<Page<Row>>(`${resource?.name}.list`, {
        ...filters,
        ...(search === '' ? {} : { search }),
        limit: MOST,
        order: 'desc',
        signal,
      }),
    enabled: isOpen && resource !== null,
  });
  const rows = isOpen ? (data?.items ?? []) : [];
  const current = Math.min(at, Math.max(rows.length - 1, 0));
  const choose = (row: Row | undefined) => {
    if (!row) return;
    onChange(row);
    setText(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      if (isOpen) setAt((current + step + rows.length) % Math.max(rows.length, 1));
      else setText('');
    } else if (event.key === 'Enter' && isOpen) choose(rows[current]);
    else if (event.key === 'Escape' && isOpen) setText(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="relative grid gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {hint ? (
        <p id={`${id}-hint`} className="text-xs text-muted">
          {hint}
        </p>
      ) : null}
      <input
        id={id}
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={`${id}-list`}
        aria-activedescendant={rows[current] ? `${id}-${current}` : undefined}
        aria-autocomplete="list"
        aria-describedby={
          [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined
        }
        aria-invalid={error ? true : undefined}
        autoComplete="off"
        spellCheck={false}
        placeholder={relatedWords.pick(label)}
        value={text ?? (value ? nameOf(value) : '')}
        onFocus={(event) => event.target.select()}
        onClick={() => setText(text ?? '')}
        onBlur={() => setText(null)}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
          if (event.target.value === '') onChange(null);
        }}
        onKeyDown={onKeyDown}
        className="min-h-8 w-full rounded border border-line-strong bg-surface px-2 placeholder:text-muted aria-invalid:border-bad"
      />
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={label}
        className={classes(
          'absolute top-full right-0 left-0 z-10 mt-1 max-h-64 overflow-y-auto rounded-md border border-line-strong bg-surface p-1 shadow-lg',
          !isOpen && 'hidden',
        )}
      >
        {rows.map((row, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the input keeps the focus, and names the current option
          <div
            key={row.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === current}
            className={classes(
              'flex min-h-8 cursor-pointer items-center rounded px-2',
              index === current && 'bg-accent-soft',
            )}
            onMouseMove={() => setAt(index)}
            onMouseDown={(event) => {
              event.preventDefault(); // keeps the focus in the input
              choose(row);
            }}
          >
            <span className="truncate">{nameOf(row)}</span>
          </div>
        ))}
        {data && rows.length === 0 ? (
          // biome-ignore lint/a11y/useFocusableInteractive: the input keeps the focus
          <div role="option" aria-selected={false} aria-disabled className="p-2 text-muted">
            {relatedWords.nothing}
          </div>
        ) : null}
      </div>
      <p id={`${id}-error`} aria-live="polite" className="text-xs text-bad empty:hidden">
        {error}
      </p>
    </div>
  );
}
