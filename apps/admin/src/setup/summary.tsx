import { type MouseEvent, useEffect, useRef } from 'react';
import type { Handed } from './handed.ts';
import type { Found, Refusal } from './send.ts';

/** Says why the form was refused, with a link to each field, and takes the focus. */
export function Summary({
  refusal,
  texts,
  shownAt,
}: {
  refusal: Refusal;
  texts: Handed['texts'];
  shownAt: (found: Found) => HTMLElement | null;
}) {
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each refusal takes the focus again
  useEffect(() => box.current?.focus(), [refusal]);
  const { notice, problems } = refusal;
  return (
    <div ref={box} className="summary" role="alert" tabIndex={-1} aria-labelledby="summary-title">
      <h2 id="summary-title">{notice ?? texts.summary}</h2>
      {problems.length > 0 && <p>{texts.summaryHint}</p>}
      {problems.length > 0 && (
        <ul>
          {problems.map((found) => {
            const field = shownAt(found);
            return (
              <li key={`${found.path.join('/')} ${found.message}`}>
                {field ? (
                  <a href={`#${controlIn(field).id}`} onClick={(event) => focusOn(event, controlIn(field))}>
                    {nameOf(field)}: {found.message}
                  </a>
                ) : (
                  found.message
                )}
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}

const nameOf = (field: HTMLElement): string =>
  field.querySelector('label, legend, [id$="-label"]')?.firstChild?.textContent ?? '';

const controlIn = (field: HTMLElement): HTMLElement =>
  field.querySelector<HTMLElement>('input, select, textarea, button') ?? field;

/** Moves the focus there without a new entry in the history. */
function focusOn(event: MouseEvent, control: HTMLElement): void {
  event.preventDefault();
  control.scrollIntoView({ block: 'center' });
  control.focus({ preventScroll: true });
}
