import { pointerOf } from '../../json/pointer.ts';
import { formWords } from '../../words/form.ts';
import { Problems } from '../parts/frame.tsx';
import { LayerBadge } from '../parts/layer-mark.tsx';
import { RichText } from '../parts/rich-text.tsx';
import { quietButton } from '../parts/style.ts';
import { useForm, useMounted, useShared } from '../state/context.ts';
import type { Spot } from '../state/spot.ts';
import type { Choice, Unit } from '../state/store.ts';
import { withEntry } from '../state/store.ts';

/** Sets what happens to a unit on saving. */
export function useChoice(unit: Unit) {
  const { store } = useShared();
  return (choice: Choice) => store.set({ choices: withEntry(store.get().choices, unit.path, choice) });
}

/** A leaf that is stored and not shown: who changed it when, with Replace and Remove. */
export function KeptField({
  spot,
  unit,
  choice,
  isOther = false,
}: {
  spot: Spot;
  unit: Unit;
  choice: Choice;
  /** True for a leaf without a field in the form. It can only go. */
  isOther?: boolean;
}) {
  const { changeOf, origins } = useShared();
  const place = pointerOf(spot.path);
  useMounted(isOther ? `${place}#other` : place);
  const disabled = useForm((state) => state.disabled) || spot.disabled;
  const choose = useChoice(unit);
  const isVaults = unit.from === 'vault';
  return (
    <div className="grid min-w-0 gap-1" data-field={place}>
      <div className="flex items-baseline gap-2">
        <span className="text-sm font-medium">
          {spot.label}
          {!spot.required && <span className="ml-1.5 font-normal text-muted">{formWords.optional}</span>}
        </span>
        {origins && <LayerBadge isOwn={!isVaults} />}
      </div>
      {spot.description && (
        <p className="max-w-prose whitespace-pre-line break-words text-xs leading-5 text-muted">
          <RichText text={spot.description} />
        </p>
      )}
      <div
        className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 rounded border border-line bg-sunken px-2 py-1 text-sm"
        data-path={place}
        data-kept={choice}
      >
        <span className={choice === 'removed' ? 'text-bad' : 'text-muted'}>
          {choice === 'removed' ? formWords.willGo : changeOf(unit)}
        </span>
        <span className="ml-auto flex gap-1.5">
          {choice === 'removed' ? (
            <button
              type="button"
              className={quietButton}
              disabled={disabled}
              aria-label={formWords.undoLabel(spot.label)}
              onClick={() => choose('kept')}
            >
              {formWords.undo}
            </button>
          ) : (
            <>
              {!isOther && (
                <button
                  type="button"
                  className={quietButton}
                  disabled={disabled}
                  aria-label={
                    isVaults ? formWords.overrideLabel(spot.label) : formWords.replaceLabel(spot.label)
                  }
                  onClick={() => choose('replaced')}
                >
                  {isVaults ? formWords.override : formWords.replace}
                </button>
              )}
              {!isVaults && (
                <button
                  type="button"
                  className={quietButton}
                  disabled={disabled}
                  aria-label={formWords.removeLabel(spot.label)}
                  onClick={() => choose('removed')}
                >
                  {formWords.remove}
                </button>
              )}
            </>
          )}
        </span>
      </div>
      <Problems place={place} />
    </div>
  );
}

/** Stands above the field of a replaced unit, and takes the replacement back. */
export function Replacing({ spot, unit }: { spot: Spot; unit: Unit }) {
  const { change } = useShared();
  const choose = useChoice(unit);
  const choice = useForm((state) => state.choices.get(unit.path));
  const disabled = useForm((state) => state.disabled) || spot.disabled;
  if (choice !== 'replaced') return null;
  return (
    <p className="-mt-0.5 flex flex-wrap items-center gap-2 text-xs text-muted">
      {formWords.newSecret}
      <button
        type="button"
        className="text-accent underline underline-offset-2"
        disabled={disabled}
        aria-label={formWords.keepLabel(spot.label)}
        onClick={() => {
          change(spot.path, undefined);
          choose('kept');
        }}
      >
        {formWords.keep}
      </button>
    </p>
  );
}
