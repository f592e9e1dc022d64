import type { ProviderVersion } from '@berth/client';
import { Select } from '../../ui/index.ts';
import { upgradeWords } from '../../words/upgrade.ts';

interface VersionPicksProps {
  versions: readonly ProviderVersion[];
  from: string;
  to: string;
  onChange: (change: { from?: string; to?: string }) => void;
}

const labelOf = ({ version, is_current, status }: ProviderVersion): string =>
  is_current
    ? upgradeWords.current(version)
    : status === 'archived'
      ? upgradeWords.archived(version)
      : version;

/** Shows the two versions that are compared, each to be chosen. */
export function VersionPicks({ versions, from, to, onChange }: VersionPicksProps) {
  const options = versions.map((version) => ({ value: version.id, label: labelOf(version) }));
  return (
    <div className="mb-4 grid max-w-xl grid-cols-2 gap-4">
      <Select
        label={upgradeWords.from}
        value={from}
        options={options}
        onChange={(event) => onChange({ from: event.target.value })}
      />
      <Select
        label={upgradeWords.to}
        value={to}
        options={options.filter(({ value }) => value !== from)}
        onChange={(event) => onChange({ to: event.target.value })}
      />
    </div>
  );
}
