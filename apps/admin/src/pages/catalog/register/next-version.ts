/** Proposes the name of the next version: the newest one with its last number raised, or `1.0.0`. */
export function nextVersion(versions: readonly string[]): string {
  const [newest] = versions;
  if (newest === undefined) return '1.0.0';
  for (let number = Number(/(\d+)(?!.*\d)/.exec(newest)?.[1] ?? 1) + 1; ; number++) {
    const next = /\d/.test(newest) ? newest.replace(/(\d+)(?!.*\d)/, String(number)) : `${newest}-${number}`;
    if (!versions.includes(next)) return next;
  }
}
