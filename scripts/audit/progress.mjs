const WIDTH = 30;

/**
 * How far a long work is: a bar that is drawn again on a terminal, nothing elsewhere.
 * @param {NodeJS.WriteStream} stream
 * @param {string} what
 */
export function showProgress(stream, what) {
  return {
    /** @param {number} done @param {number} total */
    at: (done, total) => {
      if (stream.isTTY) stream.write(`\r${what} ${barOf(done, total)}`);
    },
    end: () => {
      if (stream.isTTY) stream.write('\n');
    },
  };
}

/** @param {number} done @param {number} total */
export function barOf(done, total) {
  const share = total > 0 ? Math.min(done / total, 1) : 1;
  const filled = Math.round(share * WIDTH);
  const counts = `${done.toLocaleString('en')} of ${total.toLocaleString('en')}`;
  return `[${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}] ${Math.floor(share * 100)} % · ${counts}`;
}
