import { useEffect, useRef, useState } from 'react';
import type { FormModel } from '../../form/model.ts';
import { code, control } from '../../form/parts/style.ts';
import { publicPart } from '../../form/read/public-part.ts';
import { inexactNumber } from '../../json/inexact.ts';
import { isObject } from '../../json/json.ts';
import { getAt, pathOf, setAt } from '../../json/pointer.ts';
import { editorWords } from '../../words/editor.ts';
import { formWords } from '../../words/form.ts';

const PAUSE = 400;

/** The value as JSON text beside the form, in step with it. Secrets are not in it, and stay as they are. */
export function RawJson({ model, refusal }: { model: FormModel; refusal: string | null }) {
  const [text, setText] = useState(() => written(model));
  const [problem, setProblem] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const isTyping = useRef(false);

  useEffect(() => {
    let last = model.store.get().value;
    return model.store.subscribe(() => {
      const { value } = model.store.get();
      if (value === last) return;
      last = value;
      if (!isTyping.current) setText(written(model));
    });
  }, [model]);

  const apply = (typed: string) => {
    const read = readObject(typed);
    setProblem(typeof read === 'string' ? read : null);
    if (typeof read === 'string') return;
    model.change([], withSecrets(model, read));
  };
  const onType = (typed: string) => {
    isTyping.current = true;
    setText(typed);
    if (timer.current) clearTimeout(timer.current);
    timer.current = setTimeout(() => apply(typed), PAUSE);
  };
  const onLeave = () => {
    if (!isTyping.current) return;
    if (timer.current) clearTimeout(timer.current);
    apply(text);
    isTyping.current = false;
    if (typeof readObject(text) !== 'string') requestAnimationFrame(() => setText(written(model)));
  };
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
        {problem}
      </p>
    </div>
  );
}

const written = (model: FormModel): string =>
  JSON.stringify(publicPart(model.prepared.root, model.value(), model.isSecret).value ?? {}, null, 2);

/** Reads the text; a sentence says what is wrong with it. */
function readObject(text: string): Record<string, unknown> | string {
  try {
    const read: unknown = JSON.parse(text);
    const inexact = inexactNumber(text);
    if (inexact) return editorWords.rawInexact(inexact);
    return isObject(read) ? read : editorWords.rawObject;
  } catch {
    return formWords.jsonProblem;
  }
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
