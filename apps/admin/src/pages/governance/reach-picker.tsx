import { useState } from 'react';
import { problemAt, problemOn } from '../../app/problems.ts';
import { TextArea } from '../../ui/index.ts';
import { keyWords } from '../../words/keys.ts';
import { linesOf, NO_REACH, type Reach } from './key-draft.ts';
import { RowsPicker } from './rows-picker.tsx';

const PATHS = {
  providers: 'providers',
  deployments: 'provider-deployments',
  configs: 'provider-configs',
} as const;

interface ReachPickerProps {
  reach: Reach | null;
  onChange: (reach: Reach | null) => void;
  error: unknown;
}

/** Chooses the rows that a key is limited to, or the whole instance. */
export function ReachPicker({ reach, onChange, error }: ReachPickerProps) {
  const all = reach ?? NO_REACH;
  const [handles, setHandles] = useState(all.handles.join('\n'));
  // A choice of the whole instance must not lose the rows that were chosen before
  const [limited, setLimited] = useState(all);
  const choose = (next: Reach) => {
    setLimited(next);
    onChange(next);
  };
  return (
    <div className="grid gap-4">
      <p className="text-muted">{keyWords.reachAbout}</p>
      <fieldset className="flex flex-wrap gap-x-6 gap-y-1">
        <legend className="sr-only">{keyWords.reach}</legend>
        {([false, true] as const).map((isLimited) => (
          <label key={String(isLimited)} className="inline-flex min-h-6 items-center gap-2">
            <input
              type="radio"
              name="reach"
              className="size-4 accent-accent"
              checked={(reach !== null) === isLimited}
              onChange={() => onChange(isLimited ? limited : null)}
            />
            {isLimited ? keyWords.limited : keyWords.everywhere}
          </label>
        ))}
      </fieldset>
      <p aria-live="polite" className="text-bad empty:hidden">
        {reach ? problemOn(error, 'reach') : problemAt(error, 'reach')}
      </p>
      {reach ? (
        <div className="grid gap-4">
          {(['providers', 'deployments', 'configs'] as const).map((part) => (
            <RowsPicker
              key={part}
              path={PATHS[part]}
              title={keyWords.parts[part]}
              hint={keyWords.partHints[part]}
              chosen={all[part]}
              onChange={(ids) => choose({ ...all, [part]: ids })}
              error={problemAt(error, 'reach', part)}
            />
          ))}
          <TextArea
            label={keyWords.parts.handles}
            hint={keyWords.partHints.handles}
            rows={2}
            value={handles}
            error={problemAt(error, 'reach', 'handles')}
            onChange={(event) => {
              setHandles(event.target.value);
              choose({ ...all, handles: linesOf(event.target.value) });
            }}
          />
        </div>
      ) : null}
    </div>
  );
}
