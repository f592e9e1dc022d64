/** A table of the report, and what in it does not reach its goal. */
export interface Judged {
  table: string;
  missed: string[];
}

/** A measured figure as the report shows it, and its goal. */
interface Figure {
  what: string;
  text: string;
  goal: string;
  isReached: boolean;
}

/** Returns the text of a figure; marks and notes one that misses its goal. */
export function marked({ what, text, goal, isReached }: Figure, missed: string[]): string {
  if (isReached) return text;
  missed.push(`${what}: ${text} (goal ${goal})`);
  return `${text}, **missed**`;
}

/** A figure with the most that it may be, and the way to write both. */
export interface Limit {
  what: string;
  value: number;
  most: number;
  write: (value: number) => string;
}

/** Formats figures beside the most that they may be. */
export function limitTable(limits: readonly Limit[]): Judged {
  const missed: string[] = [];
  const rows = limits.map(({ what, value, most, write }) => {
    const goal = `≤ ${write(most)}`;
    return [what, marked({ what, text: write(value), goal, isReached: value <= most }, missed), goal];
  });
  return { table: tableOf(['', 'measured', 'goal'], rows), missed };
}

/** Tells which goals the tables miss. */
export function missedIn(tables: readonly Judged[]): string {
  const missed = tables.flatMap((table) => table.missed);
  if (missed.length === 0) return 'Every goal is reached.';
  return ['These goals are missed:', '', ...missed.map((what) => `- ${what}`)].join('\n');
}

/** Formats a Markdown table. */
export const tableOf = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
