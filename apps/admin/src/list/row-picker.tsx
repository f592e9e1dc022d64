import type { Page } from '@berth/client';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useId, useState } from 'react';
import { callOperation } from '../app/client.ts';
import { resourceNamed } from '../app/navigation.ts';
import { useWhyNot } from '../app/session.ts';
import { usePaused } from '../app/use-paused.ts';
import { classes } from '../ui/index.ts';
import { listWords } from '../words/list.ts';
import { hasText, nameOf, type Row } from './row.ts';

const MOST = 8;
const PAUSE_MS = 200;

interface RowPickerProps {
  label: string;
  hint?: string;
  error?: string | null;
  /** The path of the resource to choose from. */
  path: string;
  filters?: Readonly<Record<string, string>>;
  /** The ids of rows that are not offered. */
  except?: readonly string[];
  value: Row | null;
  onChange: (row: Row | null) => void;
}

/** Chooses a row by its name (WAI-ARIA combobox with a list). The server searches. */
export function RowPicker({
  label,
  hint: given,
  error,
  path,
  filters = {},
  except = [],
  value,
  onChange,
}: RowPickerProps) {
  const id = useId();
  const resource = resourceNamed(path);
  const refusal = useWhyNot(resource.scopes.list);
  const hint = refusal ?? given;
  const [text, setText] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const isOpen = text !== null;
  const typed = text?.trim() ?? '';
  const search = usePaused(typed, PAUSE_MS);
  const { data } = useQuery({
    queryKey: ['list', resource.name, 'pick', filters, search],
    queryFn: ({ signal }) =>
      callOperation<Page<Row>>(`${resource.name}.list`, {
        ...filters,
        ...(search === '' ? {} : { search }),
        limit: MOST,
        order: 'desc',
        signal,
      }),
    enabled: isOpen && refusal === null,
  });
  const found = (data?.items ?? []).filter(({ id }) => !except.includes(id));
  // The rows of the text before are offered as far as they fit the text of now
  const rows = !isOpen ? [] : search === typed ? found : found.filter((row) => hasText(nameOf(row), typed));
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
        placeholder={listWords.pick(label)}
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
        {data && search === typed && rows.length === 0 ? (
          // biome-ignore lint/a11y/useFocusableInteractive: the input keeps the focus
          <div role="option" aria-selected={false} aria-disabled className="p-2 text-muted">
            {listWords.nothing}
          </div>
        ) : null}
      </div>
      <p id={`${id}-error`} aria-live="polite" className="text-xs text-bad empty:hidden">
        {error}
      </p>
    </div>
  );
}
