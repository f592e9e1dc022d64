import type { ReactNode } from 'react';
import { useSession } from '../../app/session.ts';
import type { FormModel } from '../../form/model.ts';
import { isWithin } from '../../json/pointer.ts';
import { Button, Dialog } from '../../ui/index.ts';
import { editorWords } from '../../words/editor.ts';
import { focusField } from './focus-field.ts';
import type { Source, Verdict } from './source.ts';
import type { How } from './use-save.ts';

const MOST_SHOWN = 20;

/** Says before saving what else changes, and which secrets go stale. */
export function SaveDialog({
  verdict,
  source,
  model,
  busy,
  onClose,
  onSave,
}: {
  verdict: Verdict;
  source: Source;
  model: FormModel;
  busy: boolean;
  onClose: () => void;
  onSave: (how: How) => void;
}) {
  const { key } = useSession();
  const words = editorWords.before;
  const { touched, broken, stale } = verdict;
  const fitting = touched.filter(({ id }) => !broken.some((one) => one.id === id));
  const force = broken.length > 0;
  const mine = stale.filter(({ provider_config_id }) => provider_config_id === undefined);
  const path = source.key.startsWith('vault') ? 'provider-config-vaults' : 'provider-configs';
  const mayReveal = key.scopes.includes(`${path}:reveal`);
  const retype = () => {
    const units = [...model.units.keys()].filter((unit) =>
      mine.some(({ path: place }) => isWithin(place, unit)),
    );
    const choices = new Map(model.store.get().choices);
    for (const unit of units) choices.set(unit, 'replaced');
    model.store.set({ choices });
    onClose();
    requestAnimationFrame(() => focusField(units[0] ?? ''));
  };
  return (
    <Dialog
      title={words.title}
      onClose={onClose}
      footer={
        <div className="flex flex-wrap justify-end gap-2">
          {mine.length > 0 && <Button onClick={retype}>{words.retype}</Button>}
          {mine.length > 0 && source.confirm && (
            <Button
              busy={busy}
              disabledReason={mayReveal ? null : words.noReveal}
              onClick={() => onSave({ force, confirm: true })}
            >
              {words.confirm}
            </Button>
          )}
          <Button
            kind={force ? 'danger' : 'primary'}
            busy={busy}
            onClick={() => onSave({ force, confirm: false })}
          >
            {force ? words.force : stale.length > 0 ? words.anyway : words.save}
          </Button>
        </div>
      }
    >
      <div className="grid gap-4 text-sm">
        {fitting.length > 0 && (
          <Part title={words.touched(fitting.length)}>
            {fitting.slice(0, MOST_SHOWN).map(({ id, name }) => (
              <li key={id}>{name ?? <code className="font-mono text-xs">{id}</code>}</li>
            ))}
          </Part>
        )}
        {broken.length > 0 && (
          <Part title={words.broken}>
            {broken.slice(0, MOST_SHOWN).map(({ id, name, errors = [] }) => (
              <li key={id}>
                {name ?? <code className="font-mono text-xs">{id}</code>}
                {errors.slice(0, 3).map(({ path, message }) => (
                  <p key={path.join('/')} className="text-xs text-bad">
                    <code className="font-mono">/{path.slice(1).join('/')}</code> {message}
                  </p>
                ))}
              </li>
            ))}
          </Part>
        )}
        {stale.length > 0 && (
          <Part title={words.stale}>
            {stale.slice(0, MOST_SHOWN).map(({ path: place, because, provider_config_id }) => (
              <li key={`${provider_config_id} ${place}`} data-stale={place}>
                <code className="font-mono text-xs">{place}</code>{' '}
                {because.length > 0 && (
                  <span className="text-muted">{words.because(because.join(', '))}</span>
                )}{' '}
                {provider_config_id && (
                  <span className="text-muted">{words.ofConfig(provider_config_id)}</span>
                )}
              </li>
            ))}
          </Part>
        )}
      </div>
    </Dialog>
  );
}

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section>
    <p>{title}</p>
    <ul className="mt-1 grid max-h-60 list-disc gap-1 overflow-y-auto pl-5">{children}</ul>
  </section>
);
