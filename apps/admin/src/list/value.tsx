import type { ResourceMember } from '@berth/client/resources';
import { Link } from '@tanstack/react-router';
import { resourceOf } from '../app/navigation.ts';
import { Badge, Time, WordBadge } from '../ui/index.ts';
import { common } from '../words/common.ts';
import { nameOf, type Row, shortId } from './row.ts';

const LINK = 'text-accent underline-offset-2 hover:underline';

/** Shows an id; a link where its prefix tells the resource. */
export function IdLink({ id, label }: { id: string; label?: string }) {
  const resource = resourceOf(id);
  const text = label ? <span>{label}</span> : <span className="font-mono text-xs">{shortId(id)}</span>;
  if (!resource) return <span title={id}>{text}</span>;
  return (
    <Link to={`/${resource.path}/${id}`} title={id} className={LINK}>
      {text}
    </Link>
  );
}

const Nothing = () => <span className="text-muted">{common.none}</span>;

const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && typeof (value as Row).id === 'string';

/** Shows the value of a member in a line: ids and embedded rows as links, times relative, words as badges. */
export function MemberValue({
  member,
  value,
}: {
  member: Pick<ResourceMember, 'kind' | 'name'>;
  value: unknown;
}) {
  if (value === null || value === undefined || value === '') return <Nothing />;
  if (member.kind === 'time' && typeof value === 'string') return <Time at={value} />;
  if (member.kind === 'word' && typeof value === 'string') return <WordBadge word={value} />;
  if (typeof value === 'boolean') {
    const isBad = value && member.name === 'invalid';
    return isBad ? <Badge tone="bad">{common.yes}</Badge> : <span>{value ? common.yes : common.no}</span>;
  }
  if (typeof value === 'string' && value.startsWith('data:image/')) return <Picture address={value} />;
  if (typeof value === 'string') return member.kind === 'id' ? <IdLink id={value} /> : <span>{value}</span>;
  if (typeof value === 'number') return <span className="tabular-nums">{value}</span>;
  if (Array.isArray(value)) return value.length === 0 ? <Nothing /> : <ListOf values={value} />;
  if (isRow(value)) return <IdLink id={value.id} label={nameOf(value)} />;
  const [row, ...more] = Object.values(value).filter(isRow);
  if (row && more.length === 0) return <IdLink id={row.id} label={nameOf(row)} />;
  if (member.name === 'actor') return <IdLink id={String((value as { key_id?: unknown }).key_id ?? '')} />;
  return <code className="text-xs">{JSON.stringify(value)}</code>;
}

/** Shows a picture that an address holds whole, in place of its many letters. */
const Picture = ({ address }: { address: string }) => (
  <img
    src={address}
    alt={common.picture}
    className="size-8 rounded border border-line bg-surface object-contain"
  />
);

const MOST = 3;

function ListOf({ values }: { values: readonly unknown[] }) {
  const texts = values
    .slice(0, MOST)
    .map((value) =>
      isRow(value) ? nameOf(value) : typeof value === 'object' ? JSON.stringify(value) : String(value),
    );
  return <span>{[...texts, ...(values.length > MOST ? [`+${values.length - MOST}`] : [])].join(', ')}</span>;
}
