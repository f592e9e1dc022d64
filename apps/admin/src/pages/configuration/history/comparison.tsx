import { useState } from 'react';
import { readable } from '../../../json/pointer.ts';
import {
  Badge,
  Card,
  Cell,
  Checkbox,
  Failure,
  HeadCell,
  Select,
  Skeleton,
  Table,
  Row as TableRow,
  type Tone,
} from '../../../ui/index.ts';
import { historyWords } from '../../../words/history.ts';
import { relatedWords } from '../../../words/related.ts';
import { type ComparedLeaf, compareRevisions, type LeafState, type Verdict } from './compare.ts';
import { useRevision } from './revisions.ts';

interface ComparisonProps {
  /** The name of the resource of the owner: `providerConfigs`. */
  name: string;
  id: string;
  /** The numbers of the revisions to choose from, the newest first. */
  numbers: readonly number[];
}

const TONES: Readonly<Record<Verdict, Tone>> = {
  same: 'neutral',
  changed: 'warn',
  added: 'good',
  removed: 'bad',
  unclear: 'accent',
};

/** Compares two revisions side by side, without showing what they hold. */
export function Comparison({ name, id, numbers }: ComparisonProps) {
  const [chosen, setChosen] = useState([numbers[1] ?? null, numbers[0] ?? null]);
  const [showsAll, setShowsAll] = useState(false);
  const [older, newer] = [...chosen].sort((a, b) => (a ?? 0) - (b ?? 0)) as [number | null, number | null];
  const [left, right] = [useRevision(name, id, older), useRevision(name, id, newer)];
  const error = left.error ?? right.error;
  const leaves = left.data && right.data ? compareRevisions(left.data, right.data) : null;
  const shown = leaves?.filter(({ verdict }) => showsAll || verdict !== 'same') ?? [];
  const options = numbers.map((n) => ({ value: String(n), label: historyWords.revision(n) }));
  const choose = (at: 0 | 1) => (event: { target: { value: string } }) => {
    const n = Number(event.target.value);
    setChosen(at === 0 ? [n, chosen[1] ?? null] : [chosen[0] ?? null, n]);
  };
  return (
    <Card title={historyWords.compare} flush>
      <div className="flex flex-wrap items-end gap-3 border-b border-line p-4">
        <div className="w-36">
          <Select
            label={historyWords.left}
            value={String(chosen[0])}
            options={options}
            onChange={choose(0)}
          />
        </div>
        <div className="w-36">
          <Select
            label={historyWords.right}
            value={String(chosen[1])}
            options={options}
            onChange={choose(1)}
          />
        </div>
        <Checkbox
          className="min-h-8"
          label={historyWords.unchanged}
          checked={showsAll}
          onChange={(event) => setShowsAll(event.target.checked)}
        />
      </div>
      <div aria-live="polite">
        {older === newer ? <p className="p-4 text-muted">{historyWords.sameRevision}</p> : null}
        {error ? <Failure title={relatedWords.loadFailed} error={error} /> : null}
        {leaves === null && !error ? <Skeleton className="m-4 h-4 w-48" /> : null}
        {older !== newer && leaves && shown.length === 0 ? (
          <p className="p-4 text-muted">{historyWords.noChange}</p>
        ) : null}
        {older !== newer && older !== null && newer !== null && shown.length > 0 ? (
          <Leaves leaves={shown} older={older} newer={newer} />
        ) : null}
      </div>
      {shown.some(({ verdict }) => verdict === 'unclear') ? (
        <p className="border-t border-line px-4 py-3 text-xs text-muted">{historyWords.unclear}</p>
      ) : null}
    </Card>
  );
}

const Leaves = ({
  leaves,
  older,
  newer,
}: {
  leaves: readonly ComparedLeaf[];
  older: number;
  newer: number;
}) => (
  <Table label={historyWords.members}>
    <thead>
      <tr>
        <HeadCell>{historyWords.leaf}</HeadCell>
        <HeadCell>{historyWords.revision(older)}</HeadCell>
        <HeadCell>{historyWords.revision(newer)}</HeadCell>
        <HeadCell>{historyWords.verdict}</HeadCell>
      </tr>
    </thead>
    <tbody>
      {leaves.map(({ path, secret, older, newer, verdict }) => (
        <TableRow key={path}>
          <Cell>
            <code className="font-mono text-xs">{readable(path)}</code>
            {secret ? <span className="ml-2 text-xs text-muted">{historyWords.secret}</span> : null}
          </Cell>
          <Cell>
            <State leaf={older} />
          </Cell>
          <Cell>
            <State leaf={newer} />
          </Cell>
          <Cell>
            <Badge tone={TONES[verdict]}>{historyWords.verdicts[verdict]}</Badge>
          </Cell>
        </TableRow>
      ))}
    </tbody>
  </Table>
);

const DIGEST_SHOWN = 14;

function State({ leaf }: { leaf: LeafState | null }) {
  if (!leaf) return <span className="text-muted">{historyWords.notSet}</span>;
  return (
    <span className="flex items-baseline gap-2">
      {historyWords.isSet}
      {leaf.revision === null ? null : (
        <span className="text-xs text-muted">{historyWords.from(leaf.revision)}</span>
      )}
      {leaf.digest ? (
        <code title={historyWords.digest(leaf.digest)} className="font-mono text-xs text-muted">
          {leaf.digest.slice(0, DIGEST_SHOWN)}…
        </code>
      ) : null}
    </span>
  );
}
