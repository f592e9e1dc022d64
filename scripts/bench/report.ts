import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceMeasured } from '../measuring/page.ts';
import { ROOT } from '../toolchain/root.mjs';
import type { FilterTimes } from './filters.ts';

const PAGE = join(ROOT, 'docs/performance.md');
const CHART = 'images/filters.svg';

const BAR = { height: 14, gap: 4, label: 250, width: 420 };

/** The bars of the chart end here; a longer one has its number only. */
const LONGEST = 8;

/** Replaces the measured part of the page about performance, and its chart. */
export function writeReport(text: string, filters: readonly FilterTimes[]): void {
  replaceMeasured(PAGE, 'pnpm bench', () => text);
  writeFileSync(join(ROOT, 'docs', CHART), chart(filters));
}

export const chartLink = `![The time of a page with a filter, against the first page](${CHART})`;

/** Draws a bar for each filter alone. */
function chart(filters: readonly FilterTimes[]): string {
  const step = BAR.height + BAR.gap;
  const height = filters.length * step + 30;
  const width = BAR.label + BAR.width + 60;
  const scale = BAR.width / LONGEST;
  const bars = filters.map(({ filter, ratios }, index) => {
    const ratio = ratios.get('alone') ?? 0;
    const y = 24 + index * step;
    const length = Math.min(ratio, LONGEST) * scale;
    return (
      `<text x="${BAR.label - 8}" y="${y + 11}" text-anchor="end">${filter}</text>` +
      `<rect x="${BAR.label}" y="${y}" width="${length.toFixed(1)}" height="${BAR.height}" fill="#2f6feb"/>` +
      `<text x="${(BAR.label + length + 6).toFixed(1)}" y="${y + 11}">${ratio.toFixed(1)}</text>`
    );
  });
  const one = BAR.label + scale;
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11" role="img">`,
    '<title>The median time of a page of 20 with a filter, against the first page without one</title>',
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    `<line x1="${one}" x2="${one}" y1="18" y2="${height - 6}" stroke="#999" stroke-dasharray="3 3"/>`,
    `<text x="${one}" y="13" text-anchor="middle">first page</text>`,
    ...bars,
    '</svg>',
  ].join('\n')}\n`;
}
