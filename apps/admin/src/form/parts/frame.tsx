import type { ReactNode } from 'react';
import { type Pointer, pointerOf } from '../../json/pointer.ts';
import { formWords } from '../../words/form.ts';
import { idOf, useMounted, useProblems, useShared } from '../state/context.ts';
import type { Spot } from '../state/spot.ts';
import { LayerMark } from './layer-mark.tsx';
import { RichText } from './rich-text.tsx';

export interface Control {
  id: string;
  describedBy: string | undefined;
  invalid: boolean;
}

/** Names what a control of a place refers to: its label, help and problems. */
export function useControl(
  place: Pointer,
  hasHelp: boolean,
): Control & { helpId: string; problemId: string } {
  const shared = useShared();
  const problems = useProblems(place);
  const id = idOf(shared.id, place);
  const [helpId, problemId] = [`${id}-help`, `${id}-problem`];
  const notes = [hasHelp ? helpId : null, problems.length > 0 ? problemId : null].filter(Boolean);
  return {
    id,
    helpId,
    problemId,
    describedBy: notes.length > 0 ? notes.join(' ') : undefined,
    invalid: problems.length > 0,
  };
}

/** The frame of one control: label, help, the control itself, and what is wrong with it. */
export function Frame({
  spot,
  help,
  asGroup = false,
  children,
}: {
  spot: Spot;
  /** Said below the description. */
  help?: string | null;
  /** True for several controls, such as radio buttons, that the label names together. */
  asGroup?: boolean;
  children: ReactNode;
}) {
  const place = pointerOf(spot.path);
  useMounted(place);
  const { id, helpId } = useControl(place, true);
  const label = (
    <>
      <span className="break-words">{spot.label}</span>
      {!spot.required && <span className="ml-1.5 font-normal text-muted">{formWords.optional}</span>}
    </>
  );
  const hasHelp = Boolean(spot.description || help);
  return (
    <div className="grid min-w-0 gap-1" data-field={place}>
      <div className={spot.isBare ? 'sr-only' : 'flex min-w-0 items-baseline gap-2'}>
        {asGroup ? (
          <span id={`${id}-label`} className="min-w-0 text-sm font-medium">
            {label}
          </span>
        ) : (
          <label htmlFor={id} className="min-w-0 text-sm font-medium">
            {label}
          </label>
        )}
        <LayerMark spot={spot} />
      </div>
      {hasHelp && (
        <div id={helpId} className="max-w-prose text-xs leading-5 text-muted">
          {spot.description && (
            <p className="whitespace-pre-line break-words">
              <RichText text={spot.description} />
            </p>
          )}
          {help && <p>{help}</p>}
        </div>
      )}
      {children}
      <Problems place={place} />
    </div>
  );
}

/** The problems of a place: of content that cannot be read, then those of the server. */
export function Problems({ place }: { place: Pointer }) {
  const shared = useShared();
  const problems = useProblems(place);
  if (problems.length === 0) return null;
  return (
    <div id={`${idOf(shared.id, place)}-problem`} className="grid gap-0.5 text-xs leading-5 text-bad">
      {problems.map(({ path, message }) => (
        <p key={`${path} ${message}`} className="break-words">
          <span className="sr-only">{formWords.problem}: </span>
          {path !== place && <code className="mr-1 font-mono">{path.slice(place.length)}</code>}
          {message}
        </p>
      ))}
    </div>
  );
}
