import { type RefObject, useSyncExternalStore } from 'react';
import type { FormModel } from '../../form/model.ts';
import { Failure } from '../../ui/index.ts';
import { editorWords } from '../../words/editor.ts';
import { focusField } from './focus-field.ts';

/** Lists what must be mended, each with a link to its field. */
export function Problems({
  ref,
  model,
  failure,
}: {
  ref: RefObject<HTMLDivElement | null>;
  model: FormModel;
  failure: unknown;
}) {
  const { store } = model;
  const problems = useSyncExternalStore(store.subscribe, () => store.get().problems);
  const unread = useSyncExternalStore(store.subscribe, () => store.get().unread);
  const raw = useSyncExternalStore(store.subscribe, () => store.get().raw);
  const all = [
    ...problems,
    ...[...unread].map(([path, message]) => ({ path, message })),
    ...(raw === null ? [] : [{ path: '', message: editorWords.rawUnread }]),
  ];
  return (
    <div ref={ref} tabIndex={-1} className="empty:hidden">
      {failure ? <Failure title={editorWords.checkFailed} error={failure} /> : null}
      {all.length > 0 && (
        <section className="rounded-md border border-bad bg-bad-soft px-4 py-3" data-problems="">
          <h2 className="text-sm font-semibold text-bad">{editorWords.problems}</h2>
          <ul className="mt-1 grid gap-0.5 text-sm">
            {all.map(({ path, message }) => (
              <li key={`${path} ${message}`} className="break-words">
                <button
                  type="button"
                  className="min-h-6 text-left underline underline-offset-2"
                  onClick={() => focusField(store.shownAt(path))}
                >
                  {path === '' ? editorWords.form : <code className="font-mono text-xs">{path}</code>}
                </button>{' '}
                {message}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
