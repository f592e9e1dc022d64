import { isBerthError, type OrganizationInstance } from '@berth/client';
import { type FormEvent, useState } from 'react';
import { berth } from '../../app/client.ts';
import { resourceNamed } from '../../app/navigation.ts';
import { isPlaced, problemAt } from '../../app/problems.ts';
import { readSession, useSession, useWhyNot } from '../../app/session.ts';
import { etagOf, useForgetRow } from '../../detail/use-row.ts';
import { Button, Checkbox, Failure, TextArea, TextField, toast } from '../../ui/index.ts';
import { common } from '../../words/common.ts';
import { instanceWords } from '../../words/governance.ts';
import { changedMembers } from './changed-members.ts';
import { linesOf } from './key-draft.ts';

export type InstanceRow = OrganizationInstance & { [member: string]: unknown };

const PLACES = [
  ['name'],
  ['slug'],
  ['secret_max_age_days'],
  ['approvals'],
  ...['title', 'color', 'allowed_redirects', 'allowed_origins'].map((name) => ['setup_page', name]),
];
const FALLBACK = '#1f5fbf'; // an input for a colour always has one

interface InstanceSettingsProps {
  instance: InstanceRow;
}

/**
 * Edits the settings of an instance. Inputs that nobody has touched follow the row; touched ones stay as they are when
 * the row is read again.
 */
export function InstanceSettings({ instance }: InstanceSettingsProps) {
  const [base, setBase] = useState(instance);
  const [isTouched, setTouched] = useState(false);
  if (!isTouched && base.row_version !== instance.row_version) setBase(instance);
  return (
    <SettingsForm
      key={base.row_version}
      base={base}
      latest={instance}
      onTouch={() => setTouched(true)}
      onSaved={() => setTouched(false)}
    />
  );
}

interface SettingsFormProps {
  /** The row that the inputs were filled with. */
  base: InstanceRow;
  /** The row as it was read last. */
  latest: InstanceRow;
  onTouch: () => void;
  onSaved: () => void;
}

function SettingsForm({ base, latest, onTouch, onSaved }: SettingsFormProps) {
  const resource = resourceNamed('instances');
  const session = useSession();
  const forget = useForgetRow(resource);
  const refusal = useWhyNot(resource.scopes.update);
  const { setup_page: page } = base;
  const [color, setColor] = useState(page.color);
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const isConflict = isBerthError(error, 'precondition_failed');
  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const text = (name: string) => String(fields.get(name) ?? '').trim();
    const wanted = {
      name: text('name'),
      slug: text('slug'),
      secret_max_age_days: text('secret_max_age_days') ? Number(text('secret_max_age_days')) : null,
      requires_preconditions: fields.has('requires_preconditions'),
      approvals: {
        public_versions: fields.has('public_versions'),
        tool_changes: fields.has('tool_changes'),
      },
      setup_page: {
        title: text('title') || null,
        color,
        allowed_redirects: linesOf(text('allowed_redirects')),
        allowed_origins: linesOf(text('allowed_origins')),
      },
    };
    setBusy(true);
    setError(null);
    try {
      await berth.instances.update(base.id, changedMembers(base, wanted), {
        ifMatch: etagOf(isConflict ? latest : base),
      });
      toast(instanceWords.saved);
      onSaved();
      // The settings are saved, also when the frame cannot be read anew
      if (base.id === session.instance.id) void readSession().catch(() => null);
    } catch (refused) {
      setError(refused);
    } finally {
      await forget(base.id);
      setBusy(false);
    }
  };
  return (
    <form className="grid gap-4" onChange={onTouch} onSubmit={(event) => void save(event)}>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label={instanceWords.name}
          name="name"
          defaultValue={base.name}
          error={problemAt(error, 'name')}
        />
        <TextField
          label={instanceWords.slug}
          name="slug"
          defaultValue={base.slug}
          error={problemAt(error, 'slug')}
        />
      </div>
      <ColorField value={color} onChange={setColor} error={problemAt(error, 'setup_page', 'color')} />
      <TextField
        label={instanceWords.title}
        hint={instanceWords.titleHint}
        name="title"
        defaultValue={page.title ?? ''}
        error={problemAt(error, 'setup_page', 'title')}
      />
      <TextArea
        label={instanceWords.redirects}
        hint={instanceWords.redirectsHint}
        name="allowed_redirects"
        rows={3}
        className="font-mono text-xs"
        defaultValue={page.allowed_redirects.join('\n')}
        error={problemAt(error, 'setup_page', 'allowed_redirects')}
      />
      <TextArea
        label={instanceWords.origins}
        hint={instanceWords.originsHint}
        name="allowed_origins"
        rows={2}
        className="font-mono text-xs"
        defaultValue={page.allowed_origins.join('\n')}
        error={problemAt(error, 'setup_page', 'allowed_origins')}
      />
      <TextField
        type="number"
        min={1}
        max={3650}
        label={instanceWords.secretAge}
        hint={instanceWords.secretAgeHint}
        name="secret_max_age_days"
        className="max-w-32"
        defaultValue={base.secret_max_age_days ?? ''}
        error={problemAt(error, 'secret_max_age_days')}
      />
      <Checkbox
        label={instanceWords.preconditions}
        name="requires_preconditions"
        defaultChecked={base.requires_preconditions}
      />
      <Checkbox
        label={instanceWords.approvePublic}
        name="public_versions"
        defaultChecked={base.approvals.public_versions}
      />
      <Checkbox
        label={instanceWords.approveTools}
        name="tool_changes"
        defaultChecked={base.approvals.tool_changes}
      />
      {error && !isPlaced(error, PLACES) ? (
        <Failure
          title={isConflict ? instanceWords.conflict : common.failed}
          error={isConflict ? instanceWords.conflictHint : error}
        />
      ) : null}
      <div className="flex justify-end">
        <Button
          type="submit"
          kind="primary"
          busy={isBusy}
          disabledReason={refusal ?? (latest.status === 'archived' ? instanceWords.lacksArchive : null)}
        >
          {common.save}
        </Button>
      </div>
    </form>
  );
}

interface ColorFieldProps {
  value: string | null;
  onChange: (color: string | null) => void;
  error: string | null;
}

const ColorField = ({ value, onChange, error }: ColorFieldProps) => (
  <div className="flex flex-wrap items-end gap-x-4 gap-y-1">
    <div className="max-w-60">
      <TextField
        type="color"
        label={instanceWords.color}
        hint={instanceWords.colorHint}
        className="max-w-24"
        value={value ?? FALLBACK}
        error={error}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
    <Checkbox
      label={instanceWords.usualColor}
      checked={value === null}
      onChange={(event) => onChange(event.target.checked ? null : FALLBACK)}
    />
  </div>
);
