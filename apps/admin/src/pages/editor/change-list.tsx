import { useSyncExternalStore } from 'react';
import type { FormModel } from '../../form/model.ts';
import { publicPart } from '../../form/read/public-part.ts';
import type { FormState } from '../../form/state/store.ts';
import { leafChanges } from '../../json/leaves.ts';
import { Badge, type Tone } from '../../ui/index.ts';
import { editorWords } from '../../words/editor.ts';
import { focusField } from './focus-field.ts';

interface Shown {
  path: string;
  kind: 'set' | 'changed' | 'removed';
  /** The new content; null for a secret and for what is removed. */
  text: string | null;
  isSecret: boolean;
}

const MOST_TEXT = 80;
const TONES: Readonly<Record<Shown['kind'], Tone>> = { set: 'good', changed: 'accent', removed: 'bad' };

/** Lists what saving sends. Secrets are named, not shown. */
export function ChangeList({ model }: { model: FormModel }) {
  const state = useSyncExternalStore(model.store.subscribe, model.store.get);
  const changes = changesIn(model, state);
  const words = editorWords.change;
  if (changes.length === 0) return <p className="text-sm text-muted">{words.none}</p>;
  return (
    <ul className="grid max-h-[60dvh] gap-2 overflow-y-auto text-sm" aria-label={words.will}>
      {changes.map(({ path, kind, text, isSecret }) => (
        <li key={path} className="grid min-w-0 gap-0.5">
          <span className="flex min-w-0 items-center gap-2">
            <Badge tone={TONES[kind]}>{words[kind]}</Badge>
            <button
              type="button"
              className="min-h-6 min-w-0 truncate text-left font-mono text-xs underline-offset-2 hover:underline"
              onClick={() => focusField(model.store.shownAt(path))}
            >
              {path}
            </button>
          </span>
          {isSecret ? (
            <span className="text-xs text-muted">{words.secret}</span>
          ) : (
            text !== null && <code className="truncate font-mono text-xs text-muted">{text}</code>
          )}
        </li>
      ))}
    </ul>
  );
}

const known = new WeakMap<FormState, Shown[]>();

function changesIn(model: FormModel, state: FormState): Shown[] {
  const found = known.get(state);
  if (found) return found;
  const value = model.value();
  const { secrets } = publicPart(model.prepared.root, value, model.isSecret);
  const isSecret = (path: string) => secrets.some((place) => path === place || path.startsWith(`${place}/`));
  // A layer cannot remove what is below it: nothing is sent for it
  const stays = (path: string) => model.origins?.get(path) === 'vault';
  const sent = leafChanges(model.shown, value).filter(
    ({ path, after }) => after !== undefined || !stays(path),
  );
  const changed = sent.map(({ path, before, after }): Shown => {
    const kind = after === undefined ? 'removed' : before === undefined ? 'set' : 'changed';
    const text = after === undefined ? null : JSON.stringify(after).slice(0, MOST_TEXT);
    return { path, kind, text, isSecret: isSecret(path) };
  });
  const removed = model
    .removed()
    .map((path): Shown => ({ path, kind: 'removed', text: null, isSecret: false }));
  const all = [...changed, ...removed].sort((a, b) => (a.path < b.path ? -1 : 1));
  known.set(state, all);
  return all;
}
