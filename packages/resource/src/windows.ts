import { pgArray } from '@berth/db';
import { firstId, type Kind, lastId } from '@berth/kernel';
import { type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Entity } from './entity.ts';
import { type DateWindow, type Filter, type WindowSide, windowSides } from './filters.ts';
import { lagKey, lagRanges } from './lags.ts';

/** Keeps the rows whose time is inside a window. */
export function window(column: PgColumn | SQL): Filter {
  return {
    input: { kind: 'window' },
    about: (name) =>
      `Filter by \`${name}\`: later than \`gt\`, from \`gte\` on, earlier than \`lt\`, up to \`lte\`.`,
    required: false,
    apply: (name, value) => {
      const bounds = Object.entries(windowSides).flatMap(([side, operator]) => {
        const at = (value as DateWindow)[side as WindowSide];
        return at === undefined ? [] : [{ key: `${name}_${side}`, operator: sql.raw(operator), at }];
      });
      return {
        shape: bounds.map((bound) => bound.key).join(),
        params: Object.fromEntries(bounds.map((bound) => [bound.key, bound.at])),
        where: () =>
          bounds.length === 0
            ? sql`true`
            : sql.join(
                bounds.map(
                  ({ key, operator }) => sql`${column} ${operator} ${sql.placeholder(key)}::timestamptz`,
                ),
                sql` and `,
              ),
      };
    },
  };
}

/**
 * Keeps the rows created inside a window. The time in an id is never before that of its row, and never much later, so
 * the walk in id order begins and ends with the window. Otherwise it would read the rows on both sides of it too.
 */
export function created({ kind, table }: Entity): Filter {
  const inside = window(table.created_at);
  return {
    ...inside,
    apply: (name, value) => ({
      ...inside.apply(name, value),
      ids: { ...idsFrom(kind, value as DateWindow), ...idsTo(kind, value as DateWindow) },
    }),
  };
}

/**
 * Keeps the rows changed inside a window. No row is changed before it is created, so the walk ends with the window. Few
 * rows are found by the index of the table for this, and many by those of the lag inside of certain columns, where the
 * table has these.
 */
export function updated(
  { kind, table }: Entity,
  { lagWithin }: { lagWithin?: readonly PgColumn[] } = {},
): Filter {
  const inside = window(table.updated_at);
  return {
    ...inside,
    apply: (name, value) => {
      const applied = inside.apply(name, value);
      const window = value as DateWindow;
      const seek = { where: applied.where, by: table.updated_at };
      const ids = idsTo(kind, window);
      if (!lagWithin) return { ...applied, ids, seek };
      const params = [`${name}_steps`, `${name}_firsts`, `${name}_lasts`] as const;
      const [steps, firsts, lasts] = params;
      const ranges = lagRanges(kind, startOf(window), endOf(window));
      return {
        ...applied,
        ids,
        params: {
          ...applied.params,
          [steps]: pgArray(ranges.map(({ step }) => step)),
          [firsts]: pgArray(ranges.map(({ first }) => first)),
          [lasts]: pgArray(ranges.map(({ last }) => last)),
        },
        seek: {
          ...seek,
          lags: { within: lagWithin, key: (within) => lagKey(within, table), params },
        },
      };
    },
  };
}

const startOf = ({ gt, gte }: DateWindow): number | undefined =>
  [gt, gte]
    .filter((at) => at !== undefined)
    .map((at) => Date.parse(at))
    .sort((a, b) => b - a)[0];

/** A time may be finer than a millisecond, so the end is the millisecond after it. */
const endOf = ({ lt, lte }: DateWindow): number | undefined =>
  [lt, lte]
    .filter((at) => at !== undefined)
    .map((at) => Date.parse(at) + 1)
    .sort((a, b) => a - b)[0];

const idsFrom = (kind: Kind, window: DateWindow): { from?: string } => {
  const start = startOf(window);
  return start === undefined ? {} : { from: firstId(kind, new Date(start)) };
};

const idsTo = (kind: Kind, window: DateWindow): { to?: string } => {
  const end = endOf(window);
  return end === undefined ? {} : { to: lastId(kind, new Date(end)) };
};
