import { type Ref, useImperativeHandle, useRef, useState } from 'react';
import type { Range } from '../../../json/places.ts';
import { Button, classes, toast } from '../../../ui/index.ts';
import { registerWords } from '../../../words/register.ts';

const LINE_PX = 20;
const PADDING_PX = 8;
const LINES = 22;
const MOST_BYTES = 1_000_000;

/** Lets the owner of a text box choose a stretch of its text. */
export interface TextBoxHandle {
  show: (range: Range, line: number) => void;
}

interface TextBoxProps {
  text: string;
  onChange: (text: string) => void;
  /** The lines with a remark, and how grave it is. */
  marks: ReadonlyMap<number, 'warn' | 'bad'>;
  error: string | null;
  handle: Ref<TextBoxHandle>;
}

/** Shows a text to paste or to drop a file into, with the numbers of its lines and marks at some of them. */
export function TextBox({ text, onChange, marks, error, handle }: TextBoxProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const file = useRef<HTMLInputElement>(null);
  const [top, setTop] = useState(0);
  const [isOver, setOver] = useState(false);
  useImperativeHandle(handle, () => ({
    show: ({ start, end }, line) => {
      const box = area.current;
      if (!box) return;
      box.focus();
      box.setSelectionRange(start, end);
      box.scrollTop = Math.max(0, (line - LINES / 3) * LINE_PX);
    },
  }));
  const take = async (given: File | undefined) => {
    if (!given) return;
    if (given.size > MOST_BYTES) return toast(registerWords.tooLarge, 'bad');
    try {
      onChange(await given.text());
    } catch {
      toast(registerWords.unreadable, 'bad'); // a folder, or a file that is gone
    }
  };
  const count = text.split('\n').length;
  const first = Math.floor(top / LINE_PX);
  const shown = Array.from({ length: Math.min(LINES + 2, count - first) }, (_, at) => first + at + 1);
  return (
    <div className="grid gap-1">
      <div className="flex flex-wrap items-center gap-2">
        <label htmlFor="schema-text" className="grow text-sm font-medium">
          {registerWords.text}
        </label>
        <Button kind="quiet" onClick={() => file.current?.click()}>
          {registerWords.file}
        </Button>
        <input
          ref={file}
          type="file"
          aria-label={registerWords.file}
          tabIndex={-1}
          accept=".json,application/json"
          className="sr-only"
          onChange={(event) => {
            void take(event.target.files?.[0]);
            event.target.value = ''; // the same file can be chosen again
          }}
        />
      </div>
      <p id="schema-text-hint" className="text-xs text-muted">
        {registerWords.textHint}
      </p>
      <div
        className={classes(
          'relative grid grid-cols-[3rem_minmax(0,1fr)] rounded border bg-surface',
          isOver ? 'border-accent' : error ? 'border-bad' : 'border-line-strong',
        )}
      >
        <div
          aria-hidden="true"
          className="relative overflow-hidden border-r border-line bg-sunken font-mono text-xs text-muted"
        >
          {shown.map((line) => (
            <span
              key={line}
              className={classes(
                'absolute right-0 left-0 pr-2 text-right leading-5 tabular-nums',
                marks.get(line) === 'bad' && 'bg-bad-soft font-semibold text-bad',
                marks.get(line) === 'warn' && 'bg-warn-soft font-semibold text-warn',
              )}
              style={{ top: PADDING_PX + (line - 1) * LINE_PX - top }}
            >
              {line}
            </span>
          ))}
        </div>
        <textarea
          ref={area}
          id="schema-text"
          aria-describedby="schema-text-hint schema-text-error"
          aria-invalid={error ? true : undefined}
          rows={LINES}
          wrap="off"
          spellCheck={false}
          autoComplete="off"
          value={text}
          onChange={(event) => onChange(event.target.value)}
          onScroll={(event) => setTop(event.currentTarget.scrollTop)}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            setOver(false);
            const [dropped] = event.dataTransfer.files;
            if (!dropped) return;
            event.preventDefault();
            void take(dropped);
          }}
          className="resize-none bg-surface px-2 py-2 font-mono text-xs leading-5 text-text"
        />
        {isOver ? (
          <p className="pointer-events-none absolute inset-0 flex items-center justify-center bg-accent-soft font-medium text-accent">
            {registerWords.drop}
          </p>
        ) : null}
      </div>
      <p id="schema-text-error" aria-live="polite" className="text-xs text-bad empty:hidden">
        {error}
      </p>
    </div>
  );
}
