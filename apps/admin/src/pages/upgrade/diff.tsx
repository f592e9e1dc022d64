import type { ProviderVersionDiff } from '@berth/client';
import { useQuery } from '@tanstack/react-query';
import { berth } from '../../app/client.ts';
import { resourceAt } from '../../app/navigation.ts';
import { useWhyNot } from '../../app/session.ts';
import { Badge, Card, CodeBlock, Failure, Skeleton, type Tone } from '../../ui/index.ts';
import { common } from '../../words/common.ts';
import { upgradeWords } from '../../words/upgrade.ts';

type Change = ProviderVersionDiff['changes'][number];
type Severity = Change['severity'];

const TONES: Readonly<Record<Severity, Tone>> = {
  breaking: 'bad',
  risky: 'warn',
  unknown: 'warn',
  safe: 'good',
};
const SEVERITIES = Object.keys(TONES) as Severity[];

/** Shows the changes from one version to another, the gravest first, with a witness for each break. */
export function Diff({ from, to }: { from: string; to: string }) {
  const refusal = useWhyNot(resourceAt('provider-versions')?.scopes.get);
  const { data, error, refetch } = useQuery({
    queryKey: ['diff', from, to],
    queryFn: ({ signal }) => berth.providerVersions.diff(to, { against: from, signal }),
    enabled: refusal === null,
  });
  return (
    <Card
      title={upgradeWords.diff}
      actions={
        <span className="flex flex-wrap justify-end gap-1">
          {SEVERITIES.filter((severity) => (data?.counts[severity] ?? 0) > 0).map((severity) => (
            <Badge key={severity} tone={TONES[severity]}>
              {data?.counts[severity]} {upgradeWords.severities[severity]}
            </Badge>
          ))}
        </span>
      }
    >
      {refusal ? <p className="text-muted">{refusal}</p> : null}
      {error ? <Failure title={common.failed} error={error} onRetry={() => void refetch()} /> : null}
      {data || error || refusal ? null : <Skeleton className="h-24 w-full" />}
      {data ? <Changes diff={data} /> : null}
    </Card>
  );
}

const Changes = ({ diff: { changes, migrations } }: { diff: ProviderVersionDiff }) => (
  <div className="grid gap-3">
    {changes.length === 0 ? <p className="text-muted">{upgradeWords.noChanges}</p> : null}
    {migrations.length > 0 ? <p>{upgradeWords.migrations(migrations.length)}</p> : null}
    <ol className="grid gap-3">
      {changes.map((change) => (
        <ChangeLine key={JSON.stringify(change)} change={change} />
      ))}
    </ol>
  </div>
);

const SHORT = 60;
const text = (value: unknown): string => JSON.stringify(value) ?? '';

function ChangeLine({ change }: { change: Change }) {
  const { path, kind, severity, before, after, witness, tool, trigger, auth_method } = change;
  const part = tool ?? trigger ?? auth_method;
  const isShort = text(before).length <= SHORT && text(after).length <= SHORT;
  const has = { before: before !== undefined, after: after !== undefined };
  return (
    <li className="grid gap-1 border-b border-line pb-3 last:border-b-0 last:pb-0">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Badge tone={TONES[severity]}>{upgradeWords.severities[severity]}</Badge>
        <span className="font-medium first-letter:uppercase">{kind.replaceAll('_', ' ')}</span>
        {part ? <code className="text-xs break-all">{part}</code> : null}
        {path !== '' || !part ? (
          <code className="text-xs break-all text-muted">{path === '' ? upgradeWords.wholeValue : path}</code>
        ) : null}
        {isShort && (has.before || has.after) ? (
          <span className="text-xs break-all">
            {has.before ? <del className="text-muted">{text(before)}</del> : null}
            {has.before && has.after ? ' → ' : null}
            {has.after ? <ins className="no-underline">{text(after)}</ins> : null}
          </span>
        ) : null}
      </div>
      {isShort ? null : (
        <div className="grid gap-2 sm:grid-cols-2">
          {has.before ? <Labelled label={upgradeWords.before} value={before} /> : null}
          {has.after ? <Labelled label={upgradeWords.after} value={after} /> : null}
        </div>
      )}
      {witness === undefined ? null : <Labelled label={upgradeWords.witness} value={witness} />}
    </li>
  );
}

const Labelled = ({ label, value }: { label: string; value: unknown }) => (
  <div className="grid min-w-0 gap-1">
    <p className="text-xs text-muted">{label}</p>
    <CodeBlock text={JSON.stringify(value, null, 2)} label={label} />
  </div>
);
