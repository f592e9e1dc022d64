import type { Page } from '@berth/client';
import { Link } from '@tanstack/react-router';
import { nameOf, type Row } from '../../list/row.ts';
import { classes, Failure, Skeleton } from '../../ui/index.ts';
import { homeWords } from '../../words/home.ts';
import { countText } from './activity-days.ts';
import type { AskedCheck } from './checks.ts';

const NAMED = 3;

interface CheckCardProps {
  check: AskedCheck;
  /** The reason why the key may not read the rows; null when it may. */
  refusal: string | null;
  data: Page<Row> | undefined;
  error: unknown;
  onRetry: () => void;
}

/** Shows a check: how many rows there are, the first of them, and the way to the list. */
export function CheckCard({ check, refusal, data, error, onRetry }: CheckCardProps) {
  const title = homeWords.checks[check.id];
  if (refusal) {
    return (
      <Frame title={title} isOff>
        <p className="text-xs text-muted">
          {homeWords.off}. {refusal}
        </p>
      </Frame>
    );
  }
  if (error) return <Failure title={title} error={error} onRetry={onRetry} />;
  if (!data) {
    return (
      <Frame title={title}>
        <Skeleton className="h-7 w-10" />
      </Frame>
    );
  }
  const { items, pagination } = data;
  const count = countText(items.length, pagination.has_more_after);
  const others = items.length - NAMED;
  return (
    <Frame title={title}>
      <Link
        to={`/${check.path}`}
        search={check.filters as never}
        aria-label={`${count} ${title}`}
        className={classes(
          'w-fit text-2xl font-semibold tabular-nums underline-offset-4 hover:underline',
          items.length === 0 ? 'text-muted' : check.tone === 'bad' ? 'text-bad' : 'text-warn',
        )}
      >
        {count}
      </Link>
      <ul className="grid gap-0.5 text-xs">
        {items.slice(0, NAMED).map((row) => (
          <li key={row.id} className="truncate">
            <Link
              to={`/${check.path}/${row.id}`}
              className="inline-block min-h-6 max-w-full truncate py-1 underline-offset-2 hover:underline"
            >
              {typeof row.kind === 'string' ? row.kind : nameOf(row)}
            </Link>
          </li>
        ))}
        {others > 0 ? (
          <li className="py-1 text-muted">{homeWords.more(countText(others, pagination.has_more_after))}</li>
        ) : null}
      </ul>
    </Frame>
  );
}

const Frame = ({
  title,
  isOff = false,
  children,
}: {
  title: string;
  isOff?: boolean;
  children: React.ReactNode;
}) => (
  <section
    aria-label={title}
    className={classes(
      'grid min-w-0 content-start gap-1 rounded-md border border-line p-4',
      isOff ? 'border-dashed' : 'bg-surface',
    )}
  >
    <h3 className="text-sm text-muted">{title}</h3>
    {children}
  </section>
);
