const WATCH_MS = 250;

/**
 * Tells this process to stop (SIGTERM) when the one that started it is gone. npm runs a script in a shell, and the
 * shell dies of a signal without passing it on.
 */
export function watchParent() {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.emit('SIGTERM', 'SIGTERM');
  }, WATCH_MS);
  timer.unref();
}
