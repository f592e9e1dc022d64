import type { TabProps } from '../../../detail/tab.ts';
import { readable } from '../../../json/pointer.ts';
import { IdLink } from '../../../list/value.tsx';
import { Badge, Card, Cell, HeadCell, Table, Row as TableRow, Time } from '../../../ui/index.ts';
import { common } from '../../../words/common.ts';
import { historyWords } from '../../../words/history.ts';
import { resolveWords } from '../../../words/resolve.ts';
import type { LeafState } from '../history/compare.ts';

/** Shows the members of a stored value: secret or not, set or not, since when and by whom, without their content. */
export function ValueTab({ row }: TabProps) {
  const states = (row.value_state as readonly LeafState[] | undefined) ?? [];
  return (
    <Card title={resolveWords.valueTitle} flush>
      <p className="px-4 py-3 text-muted">{resolveWords.valueAbout}</p>
      {states.length === 0 ? (
        <p className="px-4 pb-4 text-muted">{resolveWords.empty}</p>
      ) : (
        <Table label={resolveWords.members}>
          <thead>
            <tr>
              {[
                resolveWords.leaf,
                resolveWords.set,
                resolveWords.changed,
                resolveWords.by,
                resolveWords.digest,
              ].map((name) => (
                <HeadCell key={name}>{name}</HeadCell>
              ))}
            </tr>
          </thead>
          <tbody>
            {states.map((leaf) => (
              <TableRow key={leaf.path}>
                <Cell>
                  <code className="font-mono text-xs">{readable(leaf.path)}</code>
                  {leaf.secret ? (
                    <span className="ml-2 text-xs text-muted">{historyWords.secret}</span>
                  ) : null}
                </Cell>
                <Cell>
                  <Badge tone={leaf.set ? 'good' : 'neutral'}>
                    {leaf.set ? historyWords.isSet : historyWords.notSet}
                  </Badge>
                  {leaf.revision === null ? null : (
                    <span className="ml-2 text-xs text-muted">{resolveWords.revision(leaf.revision)}</span>
                  )}
                </Cell>
                <Cell>{leaf.changed_at ? <Time at={leaf.changed_at} /> : common.none}</Cell>
                <Cell>{leaf.changed_by ? <IdLink id={leaf.changed_by} /> : common.none}</Cell>
                <Cell>
                  <Digest leaf={leaf} />
                </Cell>
              </TableRow>
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  );
}

const DIGEST_SHOWN = 14;

const Digest = ({ leaf: { digest, digest_reason } }: { leaf: LeafState }) =>
  digest ? (
    <code title={digest} className="font-mono text-xs text-muted">
      {digest.slice(0, DIGEST_SHOWN)}…
    </code>
  ) : (
    <span className="text-xs text-muted">
      {digest_reason ? resolveWords.digestReasons[digest_reason] : common.none}
    </span>
  );
