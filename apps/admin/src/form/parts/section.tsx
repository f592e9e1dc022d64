import type { ReactNode } from 'react';
import { pointerOf } from '../../json/pointer.ts';
import { formWords } from '../../words/form.ts';
import { idOf, useMounted, useShared } from '../state/context.ts';
import type { Spot } from '../state/spot.ts';
import { Problems } from './frame.tsx';
import { LayerMark } from './layer-mark.tsx';
import { RichText } from './rich-text.tsx';

/** The frame of several fields: an object, a list, a map. */
export function Section({
  spot,
  heading = true,
  marked = false,
  children,
}: {
  spot: Spot;
  heading?: boolean;
  /** True for what is one leaf of a layer. */
  marked?: boolean;
  children: ReactNode;
}) {
  const shared = useShared();
  const place = pointerOf(spot.path);
  useMounted(place);
  if (!heading) {
    return (
      <div className="grid min-w-0 gap-5" data-field={place}>
        <Problems place={place} />
        {children}
      </div>
    );
  }
  const id = idOf(shared.id, place);
  // An item of a list has a box of its own
  const isItem = typeof spot.path.at(-1) === 'number';
  return (
    <fieldset
      className="min-w-0"
      data-field={place}
      aria-describedby={spot.description ? `${id}-help` : undefined}
    >
      <legend className="flex items-baseline gap-2 text-sm font-semibold">
        {spot.label}
        {!spot.required && <span className="font-normal text-muted">{formWords.optional}</span>}
        {marked && <LayerMark spot={spot} />}
      </legend>
      {spot.description && (
        <p
          id={`${id}-help`}
          className="mt-1 max-w-prose whitespace-pre-line break-words text-xs leading-5 text-muted"
        >
          <RichText text={spot.description} />
        </p>
      )}
      <div
        className={isItem ? 'mt-2 grid min-w-0 gap-4' : 'mt-2 grid min-w-0 gap-4 border-l-2 border-line pl-3'}
      >
        <Problems place={place} />
        {children}
      </div>
    </fieldset>
  );
}
