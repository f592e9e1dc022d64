/** The number of refused keys from one address in a window, and its length. */
const MOST = 20;
const WINDOW_MS = 60_000;
const MOST_ADDRESSES = 10_000;

export interface GuessLimit {
  /** Returns the seconds until the address may try again; 0 when it may now. */
  secondsLeft(address: string | null, now: Date): number;
  /** Counts a key that was refused. */
  refused(address: string | null, now: Date): void;
}

/**
 * Limits the keys that one address may try in vain. Keys have 256 random bits, so this keeps the log and the database
 * quiet rather than the keys safe; each process counts alone. A network of IPv6 counts as one address.
 */
export function createGuessLimit(): GuessLimit {
  const windows = new Map<string, { count: number; endsAt: number }>();
  const currentOf = (name: string, now: Date) => {
    const known = windows.get(name);
    return known && known.endsAt > now.getTime() ? known : null;
  };
  return {
    secondsLeft: (address, now) => {
      const current = currentOf(networkOf(address), now);
      return current && current.count >= MOST ? Math.ceil((current.endsAt - now.getTime()) / 1000) : 0;
    },
    refused: (address, now) => {
      const name = networkOf(address);
      const current = currentOf(name, now);
      if (current) {
        current.count += 1;
        return;
      }
      windows.delete(name);
      const [oldest] = windows.keys();
      if (windows.size >= MOST_ADDRESSES && oldest !== undefined) windows.delete(oldest);
      windows.set(name, { count: 1, endsAt: now.getTime() + WINDOW_MS });
    },
  };
}

/** Names the network of an address: all of IPv4, the first 64 bits of IPv6. */
function networkOf(address: string | null): string {
  if (address === null || address.includes('.')) return address ?? '';
  const [head = '', tail] = address.split('::');
  const groups = head.split(':');
  const after = tail === undefined ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - groups.length - after.length) }, () => '0');
  return [...groups, ...zeros, ...after].slice(0, 4).join(':');
}
