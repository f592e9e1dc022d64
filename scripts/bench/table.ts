import { type Judged, marked, tableOf } from './goals.ts';
import type { Measured } from './load.ts';

/** The results of one kind of request. */
export interface Compared {
  /** By the name of the server. */
  servers: ReadonlyMap<string, readonly Measured[]>;
  /** How many times faster than the first other server the subject shall be; absent without a goal. */
  goal?: number | undefined;
}

/**
 * Formats a Markdown table of how many times faster the subject is than each other server, for each request. Ratios are
 * computed within a round, because the rounds of a busy machine differ more than the servers do.
 */
export function ratioTable(subject: string, results: ReadonlyMap<string, Compared>): Judged {
  const missed: string[] = [];
  const others = [...([...results.values()][0]?.servers.keys() ?? [])].filter((name) => name !== subject);
  const [baseline = '', ...more] = others.map((name) => `${subject} / ${name}`);
  const heads = ['', baseline, 'goal', ...more, 'requests/s, median ms'];
  const rows = [...results].map(([request, { servers, goal }]) => {
    const own = servers.get(subject) ?? [];
    const least = goal === undefined ? '' : `≥ ${goal}`;
    const [first = '', ...rest] = others.map((name, place) => {
      const theirs = servers.get(name) ?? [];
      const ratios = own.map((round, index) => perSecond(round) / perSecond(theirs[index]));
      const middle = median(ratios).toFixed(2);
      const text = `${middle} (${Math.min(...ratios).toFixed(2)}..${Math.max(...ratios).toFixed(2)})`;
      if (goal === undefined || place > 0) return text;
      return marked({ what: request, text, goal: least, isReached: Number(middle) >= goal }, missed);
    });
    const speeds = [...servers].map(
      ([name, rounds]) =>
        `${name} ${Math.round(median(rounds.map(perSecond)))}, ` +
        `${median(rounds.flatMap((it) => it.times)).toFixed(1)}`,
    );
    return [request, first, least, ...rest, speeds.join('; ')];
  });
  return { table: tableOf(heads, rows), missed };
}

const perSecond = (measured: Measured | undefined): number =>
  measured ? measured.times.length / measured.seconds : Number.NaN;

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}
