import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { FormModel } from '../form/model.ts';
import { control } from '../form/parts/style.ts';
import { SchemaForm } from '../form/schema-form.tsx';
import { pathOf, pointerOf } from '../json/pointer.ts';
import { type Handed, openHanded } from './handed.ts';
import { showProblems } from './problems.ts';
import { contentOf } from './required.ts';
import { type Found, type Refusal, send } from './send.ts';
import { Summary } from './summary.tsx';

type PartName = 'auth' | 'config';

/** Draws the forms of a setup page, and sends them when the page's form is sent. */
export function SetupForm({ form, handed }: { form: HTMLFormElement; handed: Handed }) {
  const { methods, config, texts } = handed;
  const [models] = useState(() => ({
    methods: methods.map(openHanded),
    config: config && openHanded(config),
  }));
  const [picked, setPicked] = useState(methods.length === 1 ? 0 : null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const method = picked === null ? null : (methods[picked] ?? null);
  const auth = picked === null ? null : (models.methods[picked] ?? null);
  const parts: Readonly<Record<PartName, FormModel | null>> = { auth, config: models.config };

  const submit = async (event: SubmitEvent) => {
    // The page lets a form go once
    if (event.defaultPrevented) return;
    event.preventDefault();
    const opened = Object.entries(parts).flatMap(([name, model]) => (model ? [{ name, model }] : []));
    flushSync(() => {
      for (const { model } of opened) model.store.flush();
    });
    const unread = opened.flatMap(({ name, model }) =>
      [...model.store.get().unread].map(([place, message]) => ({ name, place, message })),
    );
    const { config: settings } = models;
    const values = { auth: auth && contentOf(auth), config: settings && contentOf(settings) };
    const answer =
      unread.length > 0
        ? { notice: null, problems: unread.map(({ name, place, message }) => foundAt(name, place, message)) }
        : await send({ form, button: event.submitter, method: picked, values, unsent: texts.unsent });
    if (answer === null) return;
    for (const { name, model } of opened) {
      const problems = answer.problems.filter(({ path }) => path[0] === name);
      showProblems(
        model,
        problems.map(({ path, message }) => ({ path: pointerOf(path.slice(1)), message })),
      );
    }
    setRefusal(answer);
    // As the page does it when somebody comes back to it
    dispatchEvent(new Event('pageshow'));
  };
  const latest = useRef(submit);
  latest.current = submit;
  useEffect(() => {
    const listener = (event: SubmitEvent) => void latest.current(event);
    form.addEventListener('submit', listener);
    return () => form.removeEventListener('submit', listener);
  }, [form]);

  const hasBoth = methods.length > 0 && config !== null;
  return (
    <>
      {refusal && <Summary refusal={refusal} texts={texts} shownAt={(found) => shownAt(parts, found)} />}
      {methods.length > 0 && (
        <section aria-labelledby="auth-title" data-part="auth">
          <h2 id="auth-title" className={hasBoth ? undefined : 'unseen'}>
            {texts.credential}
          </h2>
          {methods.length > 1 && (
            <p className="mt-5 grid gap-1" data-method="">
              <label htmlFor="auth-method" className="text-sm font-medium">
                {texts.method}
              </label>
              <select
                id="auth-method"
                className={control}
                value={picked ?? ''}
                aria-required
                onChange={({ target }) => setPicked(target.value === '' ? null : Number(target.value))}
              >
                {picked === null && <option value="">{texts.choose}</option>}
                {methods.map(({ name }, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: methods never change places
                  <option key={i} value={i}>
                    {name}
                  </option>
                ))}
              </select>
            </p>
          )}
          {method?.description && <p className="hint">{method.description}</p>}
          <Part key={picked} model={auth} />
        </section>
      )}
      {config && (
        <section aria-labelledby="config-title" data-part="config">
          <h2 id="config-title" className={hasBoth ? undefined : 'unseen'}>
            {texts.config}
          </h2>
          {config.description && <p className="hint">{config.description}</p>}
          <Part model={models.config} />
        </section>
      )}
    </>
  );
}

const Part = ({ model }: { model: FormModel | null }) =>
  model && (
    <div className="mt-5">
      <SchemaForm model={model} changeOf={() => ''} />
    </div>
  );

const foundAt = (name: string, place: string, message: string): Found => ({
  path: [name, ...pathOf(place)],
  message,
});

/** Finds the element of the field that shows a problem; null for a problem of no field. */
function shownAt(parts: Readonly<Record<PartName, FormModel | null>>, { path }: Found): HTMLElement | null {
  const [name = '', ...steps] = path;
  const place = parts[name as PartName]?.store.shownAt(pointerOf(steps));
  const fields = document.querySelectorAll<HTMLElement>(`[data-part="${CSS.escape(name)}"] [data-field]`);
  return (place && [...fields].find(({ dataset }) => dataset.field === place)) || null;
}
