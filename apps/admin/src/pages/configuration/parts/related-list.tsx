import type { Page } from '@berth/client';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { callOperation } from '../../../app/client.ts';
import { resourceAt, titleOf } from '../../../app/navigation.ts';
import { useWhyNot } from '../../../app/session.ts';
import { membersAt, titleOfMember } from '../../../list/columns.ts';
import { shownValue } from '../../../list/list-table.tsx';
import { nameOf, type Row } from '../../../list/row.ts';
import { IdLink, MemberValue } from '../../../list/value.tsx';
import { Card, Cell, Failure, HeadCell, Skeleton, Table, Row as TableRow } from '../../../ui/index.ts';
import { relatedWords } from '../../../words/related.ts';

const MOST = 20;

interface RelatedListProps {
  /** The path of the resource of the rows. */
  path: string;
  title?: string;
  about?: string;
  /** The filters of its list: `{ provider_config_vault_id: id }`. */
  filters: Readonly<Record<string, string>>;
  /** The members to show beside the name. */
  columns: readonly string[];
  actions?: ReactNode;
}

/** Shows the newest rows of a resource that belong to a row, with a link to the filtered list. */
export function RelatedList({ path, title, about, filters, columns, actions }: RelatedListProps) {
  const resource = resourceAt(path);
  const refusal = useWhyNot(resource?.scopes.list);
  const expand = (resource?.expands ?? []).filter((name) => columns.includes(`${name}_id`));
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['list', resource?.name, 'related', filters],
    queryFn: ({ signal }) =>
      callOperation<Page<Row>>(`${resource?.name}.list`, {
        ...filters,
        ...(expand.length > 0 ? { expand } : {}),
        limit: MOST,
        order: 'desc',
        signal,
      }),
    enabled: resource !== null && refusal === null,
  });
  if (!resource) return null;
  const members = membersAt(resource, columns);
  const shown = title ?? titleOf(resource);
  const rows = data?.items ?? [];
  const isAll = !data?.pagination.has_more_after;
  return (
    <Card
      title={
        <>
          {shown}
          {data ? (
            <span className="ml-2 font-normal text-muted">{relatedWords.count(rows.length, isAll)}</span>
          ) : null}
        </>
      }
      actions={
        <>
          {actions}
          {rows.length > 0 ? (
            <Link
              to={`/${path}`}
              search={filters as never}
              className="text-accent underline-offset-2 hover:underline"
            >
              {relatedWords.all}
            </Link>
          ) : null}
        </>
      }
      flush
    >
      {about ? <p className="px-4 pt-3 text-muted">{about}</p> : null}
      {refusal ? <p className="p-4 text-muted">{refusal}</p> : null}
      {error ? (
        <div className="p-4">
          <Failure title={relatedWords.loadFailed} error={error} onRetry={() => void refetch()} />
        </div>
      ) : null}
      {isPending && !refusal ? (
        <div className="grid gap-3 p-4">
          <Skeleton />
          <Skeleton />
        </div>
      ) : null}
      {data && rows.length === 0 ? <p className="p-4 text-muted">{relatedWords.none(shown)}</p> : null}
      {rows.length > 0 ? (
        <Table label={shown}>
          <thead>
            <tr>
              <HeadCell>{titleOfMember('name')}</HeadCell>
              {members.map(({ name }) => (
                <HeadCell key={name}>{titleOfMember(name)}</HeadCell>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <TableRow key={row.id}>
                <Cell>
                  <IdLink id={row.id} {...(nameOf(row) === row.id ? {} : { label: nameOf(row) })} />
                </Cell>
                {members.map((member) => (
                  <Cell key={member.name}>
                    <MemberValue member={member} value={shownValue(row, member.name)} />
                  </Cell>
                ))}
              </TableRow>
            ))}
          </tbody>
        </Table>
      ) : null}
    </Card>
  );
}
