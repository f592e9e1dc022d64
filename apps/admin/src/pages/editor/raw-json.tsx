import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { FormModel } from '../../form/model.ts';
import { code, control } from '../../form/parts/style.ts';
import { publicPart } from '../../form/read/public-part.ts';
import { mergedValue } from '../../form/value/merge.ts';
import { isObject, sameJson } from '../../json/json.ts';
import { getAt, pathOf, setAt } from '../../json/pointer.ts';
import { readTyped } from '../../json/typed.ts';
import { Button } from '../../ui/index.ts';
import { editorWords } from '../../words/editor.ts';

const PAUSE = 400;

/**
 * The value as JSON text beside the form, in step with it. Secrets are not in it, and stay as they are. A text that is
 * no value yet is kept with the form, and blocks saving.
 */
export function RawJson({ model, refusal }: { model: FormModel; refusal: string | null }) {
  const { store } = model;
  const raw = useSyncExternalStore(store.subscribe, () => store.get().raw);
  const [text, setText] = useState(() => raw?.text ?? written(model));
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const isTyping = useRef(false);
  const base = useRef<unknown>(raw?.base);
  const typed = useRef(text);
  typed.current = text;

  useEffect(() => {
    let last = store.get().value;
    return store.subscribe(() => {
      const { value, raw } = store.get();
      if (value === last) return;
      last = value;
      if (!isTyping.current && raw === null) setText(written(model));
    });
  }, [store, model]);

  const flush = useRef(() => {});
  flush.current = () => {
    if (timer.current === null) return;
    clearTimeout(timer.current);
    timer.current = null;
    const read = readObject(typed.current);
    if (typeof read === 'string') {
      store.set({ raw: { text: typed.current, base: base.current } });
      return;
    }
    const now = publicOf(model);
    // Changes made in the form meanwhile stay
    const next = sameJson(now, base.current)
      ? read
      : mergedValue({ base: base.current, mine: read, theirs: now }, new Set());
    store.set({ raw: null });
    base.current = next;
    model.change([], withSecrets(model, next));
  };
  useEffect(() => {
    const commit = () => flush.current();
    store.pending.add(commit);
    return () => {
      store.pending.delete(commit);
      commit();
    };
  }, [store]);
  const onType = (next: string) => {
    if (!isTyping.current && raw === null) base.current = publicOf(model);
    isTyping.current = true;
    typed.current = next;
    setText(next);
    if (timer.current) clearTimeout(timer.current);
    timer.current = setTimeout(() => flush.current(), PAUSE);
  };
  const onLeave = () => {
    if (!isTyping.current) return;
    flush.current();
    isTyping.current = false;
    if (store.get().raw === null) requestAnimationFrame(() => setText(written(model)));
  };
  const drop = () => {
    store.set({ raw: null });
    setText(written(model));
  };
  const problem = raw === null ? null : readObject(raw.text);
  return (
    <div className="grid gap-1.5">
      <p id="raw-help" className="text-xs text-muted">
        {editorWords.rawHelp} {editorWords.rawSecrets}
      </p>
      <textarea
        aria-label={editorWords.rawLabel}
        aria-describedby="raw-help raw-problem"
        aria-invalid={problem !== null || undefined}
        className={`${control} ${code} min-h-80`}
        rows={Math.min(30, Math.max(12, text.split('\n').length + 1))}
        value={text}
        disabled={refusal !== null}
        spellCheck={false}
        autoComplete="off"
        data-raw=""
        onChange={(event) => onType(event.target.value)}
        onBlur={onLeave}
      />
      <p id="raw-problem" aria-live="polite" className="text-xs text-bad empty:hidden">
        {typeof problem === 'string' ? problem : null}
      </p>
      {raw === null ? null : (
        <div>
          <Button kind="quiet" onClick={drop}>
            {editorWords.rawDrop}
          </Button>
        </div>
      )}
    </div>
  );
}

const publicOf = (model: FormModel): unknown =>
  publicPart(model.prepared.root, model.value(), model.isSecret).value ?? {};

const written = (model: FormModel): string => JSON.stringify(publicOf(model), null, 2);

/** Reads the text; a sentence says what is wrong with it. */
function readObject(text: string): Record<string, unknown> | string {
  const { value, problem } = readTyped(text);
  return problem ?? (isObject(value) ? value : editorWords.rawObject);
}

/** Puts the secrets that were typed into the form back into a value that was edited without them. */
function withSecrets(model: FormModel, value: unknown): unknown {
  const now = model.value();
  const { secrets } = publicPart(model.prepared.root, now, model.isSecret);
  return secrets.reduce<unknown>((all, place) => {
    const path = pathOf(place);
    return getAt(all, path) === undefined ? setAt(all, path, getAt(now, path)) : all;
  }, value);
}
