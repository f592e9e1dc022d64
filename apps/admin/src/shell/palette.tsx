import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useId, useState } from 'react';
import { classes, Dialog } from '../ui/index.ts';
import { shell } from '../words/shell.ts';
import { type PaletteEntry, usePaletteEntries } from './palette-entries.ts';

interface PaletteProps {
  onClose: () => void;
  onHelp: () => void;
}

/** Searches rows, lists and actions (WAI-ARIA combobox with a list). */
export function Palette({ onClose, onHelp }: PaletteProps) {
  const id = useId();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const entries = usePaletteEntries(text, { onHelp });
  const current = Math.min(at, Math.max(entries.length - 1, 0));
  const run = (entry: PaletteEntry | undefined) => {
    if (!entry) return;
    onClose();
    if (entry.run) entry.run();
    else void navigate({ to: entry.to ?? '/' });
  };
  const move = (event: KeyboardEvent) => {
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step !== undefined) setAt((current + step + entries.length) % Math.max(entries.length, 1));
    else if (event.key === 'Enter') run(entries[current]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title={shell.palette} onClose={onClose} place="top" bare>
      <input
        role="combobox"
        aria-expanded
        aria-label={shell.palette}
        aria-controls={id}
        aria-activedescendant={entries[current] ? `${id}-${current}` : undefined}
        placeholder={shell.paletteHint}
        autoComplete="off"
        spellCheck={false}
        data-focus
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={move}
        className="sticky top-0 min-h-12 w-full border-b border-line bg-surface px-4 text-base outline-none"
      />
      <div id={id} role="listbox" aria-label={shell.palette} className="p-1">
        {entries.map((entry, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the input keeps the focus, and names the current option
          // biome-ignore lint/a11y/useKeyWithClickEvents: the input listens to the keys
          <div
            key={entry.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === current}
            ref={(element) => {
              if (index === current) element?.scrollIntoView({ block: 'nearest' });
            }}
            className={classes(
              'flex min-h-9 cursor-pointer items-center gap-2 rounded px-3',
              index === current && 'bg-accent-soft',
            )}
            onMouseMove={() => setAt(index)}
            onClick={() => run(entry)}
          >
            <span className="grow truncate">{entry.label}</span>
            <span className="truncate text-xs text-muted">{entry.kind}</span>
          </div>
        ))}
        {entries.length === 0 ? <div className="p-3 text-muted">{shell.nothing}</div> : null}
      </div>
    </Dialog>
  );
}
