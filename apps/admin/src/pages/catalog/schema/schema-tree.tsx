import { useMemo, useState } from 'react';
import { Badge, Icon } from '../../../ui/index.ts';
import { catalogWords } from '../../../words/catalog.ts';
import { type Remark, remarksOf } from './remarks.ts';
import { type Member, membersOf, rootOf, type SchemaSource } from './tree.ts';

const OPEN_DEPTH = 1;
const MOST_VALUES = 12;

interface SchemaTreeProps {
  source: SchemaSource;
  /** Remarks to show at their members. */
  remarks?: readonly Remark[];
  onRemark?: (remark: Remark) => void;
}

/** Shows a schema as people read it: a tree of members, opened step by step. All texts are shown as plain text. */
export function SchemaTree({ source, remarks = [], onRemark }: SchemaTreeProps) {
  const root = useMemo(() => rootOf(source), [source]);
  const members = useMemo(() => membersOf(source, root), [source, root]);
  const { here } = remarksOf(root, remarks);
  return (
    <div className="grid gap-2">
      {root.title ? <p className="font-medium break-words">{root.title}</p> : null}
      {root.description ? (
        <p className="text-muted break-words whitespace-pre-line">{root.description}</p>
      ) : null}
      <Remarks remarks={here} onRemark={onRemark} />
      {members.length === 0 ? <p className="text-muted">{catalogWords.noMembers}</p> : null}
      <Members source={source} members={members} remarks={remarks} onRemark={onRemark} depth={0} />
    </div>
  );
}

interface LevelProps {
  source: SchemaSource;
  remarks: readonly Remark[];
  onRemark: ((remark: Remark) => void) | undefined;
  depth: number;
}

const Members = ({ members, ...level }: LevelProps & { members: readonly Member[] }) =>
  members.length === 0 ? null : (
    <ul className="grid">
      {members.map((member) => (
        <MemberLine key={`${member.kind} ${member.name} ${member.places[0]}`} member={member} {...level} />
      ))}
    </ul>
  );

const conditional: Readonly<Record<string, string>> = Object.fromEntries([
  ['then', catalogWords.whenMet],
  ['else', catalogWords.otherwise],
]);

const titleOf = ({ kind, name, title }: Member): string => {
  if (kind === 'branch') return title ?? conditional[name] ?? catalogWords.branch(name);
  if (kind === 'item') return name === '' ? catalogWords.item : catalogWords.itemAt(name);
  if (kind === 'any') return name === '' ? catalogWords.anyMember : catalogWords.matching(name);
  return name;
};

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

function MemberLine({ member, source, remarks, onRemark, depth }: LevelProps & { member: Member }) {
  const { here, below } = remarksOf(member, remarks);
  const [wanted, setWanted] = useState<boolean | null>(null);
  const members = useMemo(() => (member.isRecursive ? [] : membersOf(source, member)), [source, member]);
  const isOpen = members.length > 0 && (wanted ?? (depth < OPEN_DEPTH || below > 0));
  const title = titleOf(member);
  const { kind, types, values, preset, description } = member;
  return (
    <li className="border-l border-line pl-2">
      <div className="flex items-start gap-2 py-1">
        {members.length > 0 ? (
          <button
            type="button"
            aria-expanded={isOpen}
            aria-label={catalogWords.open(title)}
            className="-ml-1 inline-flex size-6 shrink-0 items-center justify-center rounded hover:bg-sunken"
            onClick={() => setWanted(!isOpen)}
          >
            <Icon name={isOpen ? 'down' : 'right'} size={12} />
          </button>
        ) : (
          <span className="w-5 shrink-0" />
        )}
        <span className="flex min-h-6 min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5">
          <span
            className={
              kind === 'member' ? 'font-mono text-xs font-semibold break-all' : 'text-xs font-medium'
            }
          >
            {title}
          </span>
          {kind === 'member' && member.title && member.title !== member.name ? (
            <span className="text-xs break-words">{member.title}</span>
          ) : null}
          <span className="text-xs text-muted">
            {member.isRecursive
              ? catalogWords.recursive
              : types.length > 0
                ? types.join(' | ')
                : kind === 'branch' || values
                  ? ''
                  : catalogWords.anyType}
          </span>
          {member.isRequired ? <Badge tone="accent">{catalogWords.required}</Badge> : null}
          {member.isSecret && kind !== 'branch' ? <Badge tone="warn">{catalogWords.secret}</Badge> : null}
          {member.isDestination ? <Badge>{catalogWords.destination}</Badge> : null}
          {preset === undefined ? null : (
            <span className="max-w-full truncate text-xs text-muted">
              {catalogWords.default}{' '}
              <code>
                {types.length === 0 || types.includes('string') ? shown(preset) : JSON.stringify(preset)}
              </code>
            </span>
          )}
          {below > 0 && !isOpen ? <Badge tone="warn">{catalogWords.remarksBelow(below)}</Badge> : null}
        </span>
      </div>
      {values ? (
        <p className="pb-1 pl-7 text-xs break-words text-muted">
          {catalogWords.oneOf}{' '}
          {values
            .slice(0, MOST_VALUES)
            .map((value) => shown(value))
            .join(', ')}
          {values.length > MOST_VALUES ? ` +${values.length - MOST_VALUES}` : ''}
        </p>
      ) : null}
      {description ? (
        <p className="max-w-prose pb-1 pl-7 text-xs break-words whitespace-pre-line text-muted">
          {description}
        </p>
      ) : null}
      <div className="pl-7 empty:hidden">
        <Remarks remarks={here} onRemark={onRemark} />
      </div>
      {isOpen ? (
        <div className="pl-3 sm:pl-5">
          <Members
            source={source}
            members={members}
            remarks={remarks}
            onRemark={onRemark}
            depth={depth + 1}
          />
        </div>
      ) : null}
    </li>
  );
}

function Remarks({
  remarks,
  onRemark,
}: {
  remarks: readonly Remark[];
  onRemark: ((remark: Remark) => void) | undefined;
}) {
  if (remarks.length === 0) return null;
  return (
    <ul className="grid gap-1 pb-1">
      {remarks.map((remark) => (
        <li key={`${remark.code} ${remark.path.join('/')} ${remark.message}`}>
          <button
            type="button"
            className={`min-h-6 text-left text-xs underline-offset-2 hover:underline ${remark.tone === 'bad' ? 'text-bad' : 'text-warn'}`}
            onClick={() => onRemark?.(remark)}
          >
            {remark.message}
          </button>
        </li>
      ))}
    </ul>
  );
}
