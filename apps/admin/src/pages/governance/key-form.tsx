import { type FormEvent, useState } from 'react';
import { isPlaced, problemAt } from '../../app/problems.ts';
import { Button, Card, Failure, localOf, Select, Skeleton, TextArea, TextField } from '../../ui/index.ts';
import { common } from '../../words/common.ts';
import { keyWords } from '../../words/keys.ts';
import type { KeyDraft } from './key-draft.ts';
import { ReachPicker } from './reach-picker.tsx';
import { useRoles } from './roles.ts';
import { ScopePicker } from './scope-picker.tsx';

/** The places of problems that the form shows. */
const placesOf = ({ type }: KeyDraft, isEdit: boolean): string[][] => [
  ['name'],
  ['reach'],
  ['expires_at'],
  ['allowed_ips'],
  ...(isEdit ? [] : [['type']]),
  ...(type === 'secret' ? [['scopes']] : []),
];
const DAYS = [30, 90, 365];
const DAY_MS = 86_400_000;

interface KeyFormProps {
  start: KeyDraft;
  /** True for a key that exists: its type stays. */
  isEdit?: boolean;
  submitLabel: string;
  disabledReason: string | null;
  onSubmit: (draft: KeyDraft) => Promise<void>;
  onCancel: () => void;
}

/** Shows a key to fill in. The server decides; each of its problems stands at its field. */
export function KeyForm({ start, isEdit, submitLabel, disabledReason, onSubmit, onCancel }: KeyFormProps) {
  const { roles, state } = useRoles();
  const [draft, setDraft] = useState(start);
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const change = (change: Partial<KeyDraft>) => setDraft((before) => ({ ...before, ...change }));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      await onSubmit(draft);
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className="grid max-w-3xl gap-4" onSubmit={(event) => void submit(event)}>
      <Card title={keyWords.basics}>
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label={keyWords.name}
            hint={keyWords.nameHint}
            value={draft.name}
            error={problemAt(error, 'name')}
            onChange={(event) => change({ name: event.target.value })}
          />
          {isEdit ? null : (
            <Select
              label={keyWords.type}
              value={draft.type}
              error={problemAt(error, 'type')}
              className="sm:mt-5"
              options={(['secret', 'publishable'] as const).map((value) => ({
                value,
                label: keyWords.types[value],
              }))}
              onChange={(event) => change({ type: event.target.value as KeyDraft['type'] })}
            />
          )}
        </div>
      </Card>
      {draft.type === 'secret' ? (
        <Card title={keyWords.access}>
          {state === 'pending' ? (
            <Skeleton className="h-24 w-full" />
          ) : (
            <ScopePicker
              roles={roles}
              chosen={draft.scopes}
              onChange={(scopes) => change({ scopes })}
              error={problemAt(error, 'scopes')}
            />
          )}
        </Card>
      ) : null}
      <Card title={keyWords.reach}>
        <ReachPicker reach={draft.reach} onChange={(reach) => change({ reach })} error={error} />
      </Card>
      <Card title={keyWords.limits}>
        <div className="grid gap-4">
          <Expiry
            value={draft.expires}
            onChange={(expires) => change({ expires })}
            error={problemAt(error, 'expires_at')}
          />
          <TextArea
            label={keyWords.addresses}
            hint={keyWords.addressesHint}
            rows={3}
            className="font-mono text-xs"
            value={draft.addresses}
            error={problemAt(error, 'allowed_ips')}
            onChange={(event) => change({ addresses: event.target.value })}
          />
        </div>
      </Card>
      {error && !isPlaced(error, placesOf(draft, isEdit === true)) ? (
        <Failure title={common.failed} error={error} />
      ) : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>{common.cancel}</Button>
        <Button type="submit" kind="primary" busy={isBusy} disabledReason={disabledReason}>
          {submitLabel}
        </Button>
      </div>
    </form>
  );
}

interface ExpiryProps {
  value: string;
  onChange: (value: string) => void;
  error: string | null;
}

/** Shows the expiry as a time, with buttons for usual ones. */
export const Expiry = ({ value, onChange, error }: ExpiryProps) => (
  <div className="grid gap-2">
    <TextField
      type="datetime-local"
      label={keyWords.expires}
      hint={keyWords.expiresHint}
      value={value}
      error={error}
      onChange={(event) => onChange(event.target.value)}
    />
    <div className="flex flex-wrap gap-1">
      {DAYS.map((days) => (
        <Button
          key={days}
          kind="quiet"
          onClick={() => onChange(localOf(new Date(Date.now() + days * DAY_MS).toISOString()))}
        >
          {keyWords.inDays(days)}
        </Button>
      ))}
      <Button kind="quiet" onClick={() => onChange('')}>
        {keyWords.never}
      </Button>
    </div>
  </div>
);
