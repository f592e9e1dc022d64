import type { Output } from '../io.ts';

const WIDTH = 30;

export interface Progress {
  /** Null for a total that is not known yet. */
  at(done: number, total: number | null): void;
  end(): void;
}

/** How far a long work is: a bar that is drawn again on a terminal, nothing elsewhere. */
export function showProgress(output: Output, what: string): Progress {
  let isDrawn = false;
  return {
    at: (done, total) => {
      if (!output.isTTY) return;
      const line = `${what} ${barOf(done, total)}`;
      // On a narrow terminal the numbers stay: a line that goes on below would be drawn anew each time.
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
