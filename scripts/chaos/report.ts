import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../toolchain/root.mjs';

const PAGE = join(ROOT, 'docs/reliability.md');
const BEGIN = '<!-- measured: `pnpm chaos` writes from here -->';
const END = '<!-- to here -->';
const HEADS = ['case', 'failure', 'figures', 'day'];

export interface Row {
  name: string;
  about: string;
  figures: string;
  /** The day of the run. */
  measured: string;
}

/** Puts rows into the table of the page about reliability, in place of older ones of the same cases, in this order. */
export function writeRows(rows: readonly Row[], order: readonly string[], machine: string): void {
  const page = readFileSync(PAGE, 'utf8');
  const [before, rest] = page.split(BEGIN);
  const [table, after] = rest?.split(END) ?? [];
  if (before === undefined || table === undefined || after === undefined) {
    throw new Error(`${PAGE} has no part for the figures`);
  }
  const lines = new Map<string, string[]>();
  for (const line of table.split('\n')) {
    const cells = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    const [, name] = /^`(.+)`$/.exec(cells[0] ?? '') ?? [];
    if (name) lines.set(name, cells);
  }
  for (const { name, about, figures, measured } of rows) {
    lines.set(
      name,
      [`\`${name}\``, about, figures, measured].map((cell) => cell.replaceAll('|', '/')),
    );
  }
  const body = order.map((name) => lines.get(name)).filter((cells) => cells !== undefined);
  writeFileSync(PAGE, `${before}${BEGIN}\n\n${machine}\n\n${aligned([HEADS, ...body])}\n\n${END}${after}`);
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
