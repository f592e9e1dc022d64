import type { Measured } from './load.ts';

/**
 * Formats a Markdown table of how many times faster the subject is than each other server, for each request. Ratios are
 * computed within a round, because the rounds of a busy machine differ more than the servers do.
 */
export function ratioTable(
  subject: string,
  results: ReadonlyMap<string, ReadonlyMap<string, readonly Measured[]>>,
): string {
  const others = [...([...results.values()][0]?.keys() ?? [])].filter((name) => name !== subject);
  const heads = ['', ...others.map((name) => `${subject} / ${name}`), 'requests/s, median ms'];
  const lines = [...results].map(([request, servers]) => {
    const own = servers.get(subject) ?? [];
    const ratios = others.map((name) => {
      const theirs = servers.get(name) ?? [];
      return spread(own.map((round, index) => perSecond(round) / perSecond(theirs[index])));
    });
    const speeds = [...servers].map(
      ([name, rounds]) =>
        `${name} ${Math.round(median(rounds.map(perSecond)))}, ` +
        `${median(rounds.flatMap((it) => it.times)).toFixed(1)}`,
    );
    return [request, ...ratios, speeds.join('; ')];
  });
  const rows = [heads, heads.map(() => '---'), ...lines];
  return rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const perSecond = (measured: Measured | undefined): number =>
  measured ? measured.times.length / measured.seconds : Number.NaN;

function spread(values: number[]): string {
  return `${median(values).toFixed(2)} (${Math.min(...values).toFixed(2)}..${Math.max(...values).toFixed(2)})`;
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}
