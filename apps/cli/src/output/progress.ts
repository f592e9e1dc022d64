import type { Output } from '../io.ts';

const WIDTH = 30;

export interface Progress {
  /** Shows the progress; null for a total that is not known yet. */
  at(done: number, total: number | null): void;
  end(): void;
}

/** Creates a progress bar: redrawn in place on a terminal, nothing elsewhere. */
export function showProgress(output: Output, what: string): Progress {
  let isDrawn = false;
  return {
    at: (done, total) => {
      if (!output.isTTY) return;
      const line = `${what} ${barOf(done, total)}`;
      // A narrow terminal shows the end of the line, with the numbers: a wrapped line could not be redrawn in place.
      const room = (output.columns ?? line.length + 1) - 1;
      output.write(`\r\u001b[K${line.slice(Math.max(line.length - room, 0))}`);
      isDrawn = true;
    },
    end: () => {
      if (isDrawn) output.write('\n');
      isDrawn = false;
    },
  };
}

export function barOf(done: number, total: number | null): string {
  if (total === null) return `${done.toLocaleString('en')} done`;
  const share = total > 0 ? Math.min(done / total, 1) : 1;
  const filled = Math.round(share * WIDTH);
  const counts = `${done.toLocaleString('en')} of ${total.toLocaleString('en')}`;
  return `[${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}] ${Math.floor(share * 100)} % · ${counts}`;
}
