import { useState } from 'react';
import { problemAt } from '../../app/problems.ts';
import { TextArea } from '../../ui/index.ts';
import { keyWords } from '../../words/keys.ts';
import { linesOf, NO_REACH, type Reach } from './key-draft.ts';
import { RowPicker } from './row-picker.tsx';

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
  const [handles, setHandles] = useState((reach?.handles ?? []).join('\n'));
  const all = reach ?? NO_REACH;
  const wholeProblem = problemAt(error, 'reach');
  const places = [...Object.keys(PATHS), 'handles'].map((part) => problemAt(error, 'reach', part));
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
              onChange={() => onChange(isLimited ? { ...NO_REACH, handles: linesOf(handles) } : null)}
            />
            {isLimited ? keyWords.limited : keyWords.everywhere}
          </label>
        ))}
      </fieldset>
      <p aria-live="polite" className="text-bad empty:hidden">
        {places.every((problem) => problem === null) ? wholeProblem : null}
      </p>
      {reach ? (
        <div className="grid gap-4">
          {(['providers', 'deployments', 'configs'] as const).map((part) => (
            <RowPicker
              key={part}
              path={PATHS[part]}
              title={keyWords.parts[part]}
              hint={keyWords.partHints[part]}
              chosen={all[part]}
              onChange={(ids) => onChange({ ...all, [part]: ids })}
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
              onChange({ ...all, handles: linesOf(event.target.value) });
            }}
          />
        </div>
      ) : null}
    </div>
  );
}
