import { Link } from '@tanstack/react-router';
import { Cell, HeadCell, Row, Table } from '../../ui/index.ts';
import { homeWords } from '../../words/home.ts';
import { countText, type Day, totalOf } from './activity-days.ts';

export interface DayCount extends Day {
  count: number;
  hasMore: boolean;
}

const WIDTH = 420;
const HEIGHT = 130;
const BASE = 108;
const TOP = 16;
const GAP = 10;

/** `2026-01-31` → `Jan 31`. */
const short = new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric', timeZone: 'UTC' });

/** Shows a bar for each day. The table below says the same in words. */
export function Chart({ days }: { days: readonly DayCount[] }) {
  const most = Math.max(1, ...days.map(({ count }) => count));
  const step = WIDTH / days.length;
  return (
    <svg
      role="img"
      aria-label={homeWords.activityLabel(days.length, totalOf(days))}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className="h-auto w-full max-w-xl"
    >
      <line x1={0} x2={WIDTH} y1={BASE} y2={BASE} className="stroke-line" />
      {days.map(({ date, count, hasMore }, at) => {
        const height = (count / most) * (BASE - TOP);
        const middle = at * step + step / 2;
        return (
          <g key={date}>
            <rect
              x={at * step + GAP / 2}
              y={BASE - height}
              width={step - GAP}
              height={height}
              rx={2}
              className="fill-accent"
            />
            <text
              x={middle}
              y={BASE - height - 5}
              textAnchor="middle"
              className="fill-text text-[11px] tabular-nums"
            >
              {count > 0 ? countText(count, hasMore) : ''}
            </text>
            <text x={middle} y={BASE + 16} textAnchor="middle" className="fill-muted text-[11px]">
              {short.format(new Date(date))}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

/** Shows the same counts as a table, each with a link to the events of the day. */
export const DayTable = ({ days }: { days: readonly DayCount[] }) => (
  <details>
    <summary className="min-h-6 cursor-pointer text-xs text-muted">{homeWords.table}</summary>
    <Table label={homeWords.activity}>
      <thead>
        <tr>
          <HeadCell>{homeWords.day}</HeadCell>
          <HeadCell className="text-right">{homeWords.events}</HeadCell>
        </tr>
      </thead>
      <tbody>
        {days.map(({ date, gte, lt, count, hasMore }) => (
          <Row key={date}>
            <Cell>
              <Link
                to="/audit-events"
                search={{ 'created_at[gte]': gte, 'created_at[lt]': lt } as never}
                className="text-accent underline-offset-2 hover:underline"
              >
                {date}
              </Link>
            </Cell>
            <Cell className="text-right tabular-nums">{countText(count, hasMore)}</Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  </details>
);
