import { lookup, Resolver } from 'node:dns/promises';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';

export interface LookUpOptions {
  signal: AbortSignal;
  /** Name servers as `address:port`, in place of those of the system. */
  servers?: readonly string[];
  hostsFile?: string;
}

const HOSTS_FILE = process.platform === 'win32' ? 'C:\\Windows\\System32\\drivers\\etc\\hosts' : '/etc/hosts';

/** Two tries of a name server fit into the budget of a session. */
const TRIES = { timeout: 1_500, tries: 2 };

/**
 * Resolves a name to all its addresses: by the hosts file, else by the name servers. The names of others must not
 * occupy the four threads that files and cryptography need too, as `getaddrinfo` would until the name servers answer.
 * It resolves only names without a dot, which depend on more of the system, a few at a time.
 * @throws Error when the name has no address, and when the signal aborts.
 */
export async function lookUpName(name: string, options: LookUpOptions): Promise<string[]> {
  const { signal, servers, hostsFile = HOSTS_FILE } = options;
  const fixed = addressesIn(await readFile(hostsFile, 'utf8').catch(() => ''), name);
  if (fixed.length > 0) return fixed;
  if (!name.includes('.')) return lookUpLocal(name, signal);
  signal.throwIfAborted();
  const resolver = new Resolver(TRIES);
  if (servers) resolver.setServers(servers);
  const cancel = () => resolver.cancel();
  signal.addEventListener('abort', cancel);
  try {
    const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
    const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    if (found.length === 0) throw new Error('The name has no address');
    return found;
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

/** Finds the addresses of a name in a hosts file: lines of an address and its names, with comments behind `#`. */
export function addressesIn(hosts: string, name: string): string[] {
  const wanted = name.toLowerCase();
  return hosts.split('\n').flatMap((line) => {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    return isIP(address) > 0 && names.some((own) => own.toLowerCase() === wanted) ? [address] : [];
  });
}

const MOST_LOCAL = 2;
let local = 0;
const waiting: (() => void)[] = [];

/** Resolves a local name on a thread, `MOST_LOCAL` at a time. */
async function lookUpLocal(name: string, signal: AbortSignal): Promise<string[]> {
  if (local >= MOST_LOCAL) await new Promise<void>((next) => waiting.push(next));
  else local++;
  try {
    signal.throwIfAborted();
    return (await lookup(name, { all: true })).map(({ address }) => address);
  } finally {
    const next = waiting.shift();
    if (next) next();
    else local--;
  }
}
