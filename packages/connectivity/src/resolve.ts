import { isIP } from 'node:net';
import { isPublicAddress } from './address.ts';
import type { Network } from './network.ts';

/** The reason why no connection is made. */
export type ResolveRefusal = 'blocked_address' | 'dns_failed' | 'timed_out';

export type Resolved =
  | { ok: true; addresses: readonly [string, ...string[]] }
  | { ok: false; reason: ResolveRefusal };

/** Resolves a host to its addresses. The host is a name, or an IP address without brackets. */
export type Resolve = (host: string) => Promise<Resolved>;

/**
 * Makes a resolver that asks for each name once and keeps the answer, so that every request of the session uses the
 * checked addresses. One non-public address refuses the name, because the operating system picks the address to use.
 */
export function createResolver(
  network: Network,
  { allowPrivate }: { allowPrivate: boolean },
  signal: AbortSignal,
): Resolve {
  const known = new Map<string, Promise<Resolved>>();
  const resolve: Resolve = async (host) => {
    if (signal.aborted) return { ok: false, reason: 'timed_out' };
    const found = isIP(host) === 0 ? await lookUp(network, host, signal) : [host];
    if (found === 'timed_out') return { ok: false, reason: found };
    const [first, ...others] = found;
    if (first === undefined) return { ok: false, reason: 'dns_failed' };
    if (!allowPrivate && !found.every(isPublicAddress)) return { ok: false, reason: 'blocked_address' };
    return { ok: true, addresses: [first, ...others] };
  };
  return (host) => {
    const answer = known.get(host) ?? resolve(host);
    known.set(host, answer);
    return answer;
  };
}

function lookUp(
  network: Network,
  name: string,
  signal: AbortSignal,
): Promise<readonly string[] | 'timed_out'> {
  return new Promise((settle) => {
    const cut = (): void => settle('timed_out');
    signal.addEventListener('abort', cut);
    network
      .lookup(name, signal)
      .then(settle, () => settle([]))
      .finally(() => signal.removeEventListener('abort', cut));
  });
}
