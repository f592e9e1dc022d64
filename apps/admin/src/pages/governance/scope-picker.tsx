import type { ApiKeyRole } from '@berth/client';
import { useState } from 'react';
import { useSession, whyNot } from '../../app/session.ts';
import { Checkbox, Facts } from '../../ui/index.ts';
import { keyWords } from '../../words/keys.ts';
import { accessOf, expand, groupsOf, isScope, type ScopeGroup, toggled } from './key-scopes.ts';

interface ScopePickerProps {
  roles: readonly ApiKeyRole[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  error: string | null;
}

/** Chooses roles, and single scopes below them. A key cannot grant more than it holds: the rest is off. */
export function ScopePicker({ roles, chosen, onChange, error }: ScopePickerProps) {
  const { key } = useSession();
  const known = new Set([...roles.flatMap(({ scopes }) => scopes), ...key.scopes, ...chosen.filter(isScope)]);
  const byRole = expand(
    chosen.filter((word) => !isScope(word)),
    roles,
  );
  const lacks = [...known].some((scope) => !key.scopes.includes(scope));
  const toggle = (word: string) => onChange(toggled(chosen, word));
  return (
    <div className="grid gap-4">
      <p className="text-muted">{keyWords.accessAbout}</p>
      {lacks ? <p className="text-muted">{keyWords.lacking(key.name ?? key.id)}</p> : null}
      <p aria-live="polite" className="text-bad empty:hidden">
        {error}
      </p>
      <fieldset className="grid gap-2">
        <legend className="mb-1 font-medium">{keyWords.roles}</legend>
        {roles.map(({ name, description, scopes }) => (
          <div key={name}>
            <Choice
              label={name}
              isChosen={chosen.includes(name)}
              reason={whyNot(key, [scopes])}
              onToggle={() => toggle(name)}
            />
            <p className="pl-6 text-xs text-muted">{description.replaceAll('`', '')}</p>
          </div>
        ))}
      </fieldset>
      <fieldset className="grid gap-2">
        <legend className="mb-1 font-medium">{keyWords.scopes}</legend>
        <Meanings scopes={known} />
        {groupsOf(known).map((group) => (
          <Group key={group.title} group={group} chosen={chosen} byRole={byRole} onToggle={toggle} />
        ))}
      </fieldset>
    </div>
  );
}

interface GroupProps {
  group: ScopeGroup;
  chosen: readonly string[];
  byRole: ReadonlySet<string>;
  onToggle: (scope: string) => void;
}

function Group({ group: { title, rows }, chosen, byRole, onToggle }: GroupProps) {
  const { key } = useSession();
  const count = rows.flatMap(({ scopes }) => scopes).filter((scope) => chosen.includes(scope)).length;
  // A state of its own: taking the last scope away must not close it, which would lose the focus
  const [isOpen, setOpen] = useState(count > 0);
  return (
    <details
      className="rounded border border-line"
      open={isOpen}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary className="min-h-8 cursor-pointer px-3 py-1.5 select-none hover:bg-sunken">
        <span className="font-medium">{title}</span>{' '}
        {count > 0 ? <span className="text-muted">{keyWords.chosen(count)}</span> : null}
      </summary>
      <ul className="border-t border-line">
        {rows.map(({ path, title, scopes }) => (
          <li
            key={path}
            className="flex flex-wrap items-center gap-x-4 border-b border-line px-3 py-1 last:border-b-0"
          >
            <span className="w-48 max-sm:w-full">{title}</span>
            {scopes.map((scope) => (
              <Choice
                key={scope}
                label={accessOf(scope)}
                name={scope}
                isChosen={chosen.includes(scope) || byRole.has(scope)}
                reason={byRole.has(scope) ? keyWords.byRole : whyNot(key, [[scope]])}
                onToggle={() => onToggle(scope)}
              />
            ))}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Says what each word of a scope allows. */
function Meanings({ scopes }: { scopes: Iterable<string> }) {
  const used = new Set([...scopes].map(accessOf));
  return (
    <details>
      <summary className="min-h-6 cursor-pointer text-accent">{keyWords.allows}</summary>
      <div className="py-1">
        <Facts facts={Object.entries(keyWords.accesses).filter(([access]) => used.has(access))} />
      </div>
    </details>
  );
}

interface ChoiceProps {
  label: string;
  /** The name for readers of the screen, where the label alone says too little. */
  name?: string;
  isChosen: boolean;
  /** The reason why it cannot be changed; null when it can. */
  reason: string | null;
  onToggle: () => void;
}

const Choice = ({ label, name, isChosen, reason, onToggle }: ChoiceProps) => (
  <Checkbox
    label={label}
    checked={isChosen}
    {...(name ? { 'aria-label': name } : {})}
    {...(reason
      ? { 'aria-disabled': true, 'aria-description': reason, title: reason, className: 'text-muted' }
      : {})}
    onChange={() => (reason ? undefined : onToggle())}
  />
);
