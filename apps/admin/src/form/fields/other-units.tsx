import { useSyncExternalStore } from 'react';
import { pathOf } from '../../json/pointer.ts';
import { formWords } from '../../words/form.ts';
import { useShared } from '../state/context.ts';
import { KeptField } from './kept-field.tsx';

/** The stored members that no field of the form shows. Nothing that is stored is out of sight. */
export function OtherUnits() {
  const { store, units } = useShared();
  const places = useSyncExternalStore(store.subscribe, () =>
    [...units.values()]
      .filter(({ set, path }) => set && store.get().choices.get(path) !== 'left' && !store.hasField(path))
      .map(({ path }) => path)
      .join('\n'),
  );
  if (places === '') return null;
  return (
    <section className="grid min-w-0 gap-3 border-t border-line pt-4">
      <div>
        <h3 className="text-sm font-semibold">{formWords.others}</h3>
        <p className="text-xs leading-5 text-muted">{formWords.othersHelp}</p>
      </div>
      {places.split('\n').map((place) => {
        const unit = units.get(place);
        if (!unit) return null;
        return (
          <KeptField
            key={place}
            isOther
            unit={unit}
            choice={store.get().choices.get(place) ?? 'kept'}
            spot={{
              path: pathOf(place),
              label: place,
              description: null,
              required: true,
              disabled: false,
              isInside: false,
              isBare: false,
              shown: undefined,
            }}
          />
        );
      })}
    </section>
  );
}
