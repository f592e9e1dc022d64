import { ceilInstant, floorInstant, readInstant } from '@berth/kernel';
import type { DateWindow } from '@berth/resource';
import { and, gt, gte, lt, lte, type SQL } from 'drizzle-orm';
import { auditEvents } from './table.ts';

/** A period of the trail: `from` and `to` are included, a window is as in a list. All of them hold at once. */
export interface Period {
  from?: string | null;
  to?: string | null;
  created_at?: DateWindow;
}

/** The comparison of each side, and the rounding to the milliseconds of events that keeps the same events inside. */
const sides = {
  gt: [gt, floorInstant],
  gte: [gte, ceilInstant],
  lt: [lt, ceilInstant],
  lte: [lte, floorInstant],
} as const;

/** The condition that an event is within a period. */
export function within({ from, to, created_at = {} }: Period): SQL | undefined {
  const bounds = [...Object.entries(created_at), ['gte', from], ['lte', to]] as const;
  return and(
    ...bounds.map(([side, text]) => {
      const instant = text ? readInstant(text) : null;
      if (instant === null) return undefined;
      const [compare, round] = sides[side as keyof typeof sides];
      return compare(auditEvents.created_at, round(instant));
    }),
  );
}
