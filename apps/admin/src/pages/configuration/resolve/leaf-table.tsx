import type { ProviderConfigValue } from '@berth/client';
import { readable } from '../../../json/pointer.ts';
import { IdLink } from '../../../list/value.tsx';
import { Badge, Cell, CopyButton, HeadCell, Table, Row as TableRow, type Tone } from '../../../ui/index.ts';
import { historyWords } from '../../../words/history.ts';
import { resolveWords } from '../../../words/resolve.ts';
import { leavesOf, type ResolvedLeaf } from './leaves.ts';

const TONES: Readonly<Record<ResolvedLeaf['from'], Tone>> = {
  own: 'accent',
  vault: 'good',
  schema_default: 'neutral',
};

interface LeafTableProps {
  resolved: ProviderConfigValue;
  /** The pointers to the secret leaves. */
  secrets: readonly string[];
  /** The name of the vault, for the links to it. */
  vaultName?: string | undefined;
}

/** Shows the leaves of a value with their sources. A hidden leaf says that it is hidden. */
export function LeafTable({ resolved, secrets, vaultName }: LeafTableProps) {
  const leaves = leavesOf(resolved);
  const isSecret = new Set(secrets);
  if (leaves.length === 0) return <p className="p-4 text-muted">{resolveWords.empty}</p>;
  return (
    <Table label={resolveWords.members}>
      <thead>
        <tr>
          <HeadCell>{resolveWords.leaf}</HeadCell>
          <HeadCell>{resolveWords.value}</HeadCell>
          <HeadCell>{resolveWords.from}</HeadCell>
        </tr>
      </thead>
      <tbody>
        {leaves.map((leaf) => (
          <TableRow key={leaf.path} data-leaf={leaf.path}>
            <Cell>
              <code className="font-mono text-xs">{readable(leaf.path)}</code>
              {isSecret.has(leaf.path) ? (
                <span className="ml-2 text-xs text-muted">{historyWords.secret}</span>
              ) : null}
            </Cell>
            <Cell className="min-w-40 whitespace-normal">
              {leaf.text === null ? (
                <span className="text-muted">{resolveWords.hidden}</span>
              ) : (
                <span className="flex items-center gap-1">
                  <code className="max-h-32 min-w-0 overflow-y-auto font-mono text-xs break-all">
                    {leaf.text}
                  </code>
                  <CopyButton text={leaf.text} label={resolveWords.copyLeaf(readable(leaf.path))} />
                </span>
              )}
            </Cell>
            <Cell>
              <Source leaf={leaf} vaultName={vaultName} />
            </Cell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}

interface SourceProps {
  leaf: ResolvedLeaf;
  vaultName?: string | undefined;
}

/** Shows where a leaf comes from: its layer, the vault, and the revision. */
export const Source = ({ leaf: { from, vaultId, revision }, vaultName }: SourceProps) => (
  <span className="flex items-center gap-2">
    <Badge tone={TONES[from]}>{resolveWords.origins[from]}</Badge>
    {vaultId ? <IdLink id={vaultId} {...(vaultName ? { label: vaultName } : {})} /> : null}
    {revision === null ? null : <span className="text-xs text-muted">{resolveWords.revision(revision)}</span>}
  </span>
);
