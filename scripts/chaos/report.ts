import { join } from 'node:path';
import { replaceMeasured } from '../measuring/page.ts';
import { ROOT } from '../toolchain/root.mjs';

const PAGE = join(ROOT, 'docs/reliability.md');
const HEADS = ['case', 'failure', 'figures', 'day and machine'];

export interface Row {
  name: string;
  about: string;
  figures: string;
  /** The day of the run, and the machine. */
  measured: string;
}

/** Puts rows into the table of the page about reliability, in place of older ones of the same cases, in this order. */
export function writeRows(rows: readonly Row[], order: readonly string[]): void {
  if (rows.length === 0) return;
  replaceMeasured(PAGE, 'pnpm chaos', (present) => {
    const lines = linesOf(present);
    for (const { name, about, figures, measured } of rows) {
      lines.set(
        name,
        [`\`${name}\``, about, figures, measured].map((cell) => cell.replaceAll('|', '/')),
      );
    }
    const body = order.map((name) => lines.get(name)).filter((cells) => cells !== undefined);
    return aligned([HEADS, ...body]);
  });
}

/** Reads the cells of each line of the table, by the name of its case. */
function linesOf(table: string): Map<string, string[]> {
  const lines = new Map<string, string[]>();
  for (const line of table.split('\n')) {
    const cells = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    const [, name] = /^`(.+)`$/.exec(cells[0] ?? '') ?? [];
    if (name) lines.set(name, cells);
  }
  return lines;
}

/** Formats a Markdown table as the formatter of the repository does. */
function aligned([heads = [], ...rows]: readonly string[][]): string {
  const widths = heads.map((_, column) =>
    Math.max(...[heads, ...rows].map((cells) => cells[column]?.length ?? 0)),
  );
  const padded = [heads, ...rows].map((cells) =>
    cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)),
  );
  padded.splice(
    1,
    0,
    widths.map((width) => '-'.repeat(width)),
  );
  return padded.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
