const WATCH_MS = 250;

/**
 * Sends SIGTERM to this process when its parent is gone. npm runs a script in a shell, and the shell dies of a signal
 * without passing it on.
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
