import { useSyncExternalStore } from 'react';
import type { FormModel } from '../../form/model.ts';
import { editorWords } from '../../words/editor.ts';
import type { Checked } from './use-verdict.ts';

/** Says in a live region what the server thinks of the value. */
export function StatusLine({ model, checked }: { model: FormModel; checked: Checked }) {
  const unread = useSyncExternalStore(model.store.subscribe, () => {
    const { unread, raw } = model.store.get();
    return unread.size > 0 ? editorWords.unread : raw !== null ? editorWords.rawUnread : null;
  });
  const { state, verdict } = checked;
  const count = verdict?.problems.length ?? 0;
  const says = (): [string, string] => {
    if (unread !== null) return [unread, 'text-bad'];
    if (state === 'untouched') return ['', ''];
    if (state === 'waiting') return [editorWords.checking, 'text-muted'];
    if (verdict?.failure) return [editorWords.checkFailed, 'text-bad'];
    return count > 0 ? [editorWords.doesNotFit(count), 'text-bad'] : [editorWords.fits, 'text-good'];
  };
  const [text, tone] = says();
  return (
    <span role="status" aria-live="polite" className={`text-xs ${tone}`} data-verdict={state}>
      {text}
    </span>
  );
}
