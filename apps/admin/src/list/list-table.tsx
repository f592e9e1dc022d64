import type { ResourceDescription } from '@berth/client/resources';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Cell, Checkbox, HeadCell, Skeleton, Table, Row as TableRow } from '../ui/index.ts';
import { listWords } from '../words/list.ts';
import { membersAt, nameColumn, titleOfMember } from './columns.ts';
import { nameOf, type Row, shortId } from './row.ts';
import { MemberValue } from './value.tsx';

/** Parts of a list that a page of a subject shows in its own way. */
export interface OwnParts {
  /** The cells of some members, by the name of the member. */
  cells?: Readonly<Record<string, (row: Row) => ReactNode>>;
  /** The search of the link of a row, for a list that opens its rows beside itself. */
  searchOf?: (row: Row) => Record<string, unknown>;
}

interface ListTableProps extends OwnParts {
  resource: ResourceDescription;
  title: string;
  /** The names of the shown members. */
  columns: readonly string[];
  rows: readonly Row[];
  isLoading: boolean;
  isStale: boolean;
  selected: ReadonlySet<string>;
  /** Null for a list without actions on several rows. */
  onSelect: ((ids: readonly string[], isSelected: boolean) => void) | null;
}

const SKELETONS = [1, 2, 3, 4, 5, 6, 7, 8];

/** Shows the rows of a page. The column that names a row links to it; keys move between those links. */
export function ListTable({
  resource,
  title,
  columns,
  rows,
  isLoading,
  isStale,
  selected,
  onSelect,
  cells = {},
  searchOf,
}: ListTableProps) {
  const members = membersAt(resource, columns);
  const first = nameColumn(resource);
  const named = members.some(({ name }) => name === first) ? first : members[0]?.name;
  const all = rows.length > 0 && rows.every(({ id }) => selected.has(id));
  return (
    <Table label={title} busy={isLoading || isStale}>
      <thead>
        <tr>
          {onSelect ? (
            <HeadCell className="w-9 pr-0">
              <Checkbox
                label={listWords.selectAll}
                hideLabel
                checked={all}
                onChange={() =>
                  onSelect(
                    rows.map(({ id }) => id),
                    !all,
                  )
                }
              />
            </HeadCell>
          ) : null}
          {members.map(({ name }) => (
            <HeadCell key={name}>{titleOfMember(name)}</HeadCell>
          ))}
        </tr>
      </thead>
      <tbody className={isStale ? 'opacity-60' : undefined}>
        {isLoading
          ? SKELETONS.map((line) => (
              <TableRow key={line}>
                {[...(onSelect ? ['select'] : []), ...columns].map((name) => (
                  <Cell key={name}>
                    <Skeleton className="h-3 w-24 max-w-full" />
                  </Cell>
                ))}
              </TableRow>
            ))
          : rows.map((row) => (
              <TableRow
                key={row.id}
                data-row={row.id}
                aria-selected={onSelect ? selected.has(row.id) : undefined}
              >
                {onSelect ? (
                  <Cell className="pr-0">
                    <Checkbox
                      label={listWords.select(nameOf(row))}
                      hideLabel
                      checked={selected.has(row.id)}
                      onChange={() => onSelect([row.id], !selected.has(row.id))}
                    />
                  </Cell>
                ) : null}
                {members.map((member) => (
                  <Cell key={member.name}>
                    {member.name === named ? (
                      <RowLink resource={resource} row={row} search={searchOf?.(row)}>
                        {textOf(row, member.name)}
                      </RowLink>
                    ) : (
                      (cells[member.name]?.(row) ?? (
                        <MemberValue member={member} value={shownValue(row, member.name)} />
                      ))
                    )}
                  </Cell>
                ))}
              </TableRow>
            ))}
      </tbody>
    </Table>
  );
}

/** Returns the embedded row in the place of its id, where the list embeds it. */
export const shownValue = (row: Row, member: string): unknown =>
  row[member.replace(/_id$/, '')] ?? row[member];

/** A row without a name is named by its id. */
function textOf(row: Row, member: string): ReactNode {
  const value = row[member];
  if (typeof value === 'string' && value !== '' && member !== 'id') return value;
  return <span className="font-mono text-xs">{shortId(row.id)}</span>;
}

interface RowLinkProps {
  resource: ResourceDescription;
  row: Row;
  search: Record<string, unknown> | undefined;
  children: ReactNode;
}

const RowLink = ({ resource, row, search, children }: RowLinkProps) => (
  <Link
    to={search ? '.' : `/${resource.path}/${row.id}`}
    {...(search ? { search: search as never } : {})}
    data-row-link={row.id}
    className="font-medium text-accent underline-offset-2 hover:underline"
  >
    {children}
  </Link>
);
