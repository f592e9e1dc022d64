/** The destination of a request, after its URL has been checked. */
export interface Target {
  /** Normalised by the URL standard, without user, fragment and trailing dot of the host name. */
  url: URL;
  /** A host name, or an IP address without brackets. */
  host: string;
  port: number;
}

/** The reason why a URL is refused before any look-up. */
export type UrlRefusal = 'bad_url' | 'blocked_scheme' | 'url_credentials' | 'blocked_name' | 'blocked_port';

export type TargetResult = { ok: true; target: Target } | { ok: false; reason: UrlRefusal };

const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

/** Last labels of names that mean something else on every network, and the documents that reserve them. */
const LOCAL_SUFFIXES: readonly { suffix: string; source: string }[] = [
  { suffix: 'localhost', source: 'RFC 6761' },
  { suffix: 'localdomain', source: 'customary' },
  { suffix: 'local', source: 'RFC 6762' },
  {
    suffix: 'internal',
    source: 'ICANN Board resolution 2024.07.29.06; the metadata of Google Cloud and AWS',
  },
  { suffix: 'home.arpa', source: 'RFC 8375' },
];

/** The "bad ports" of the Fetch standard, "Port blocking": other protocols listen there. */
const BLOCKED_PORTS: ReadonlySet<number> = new Set([
  0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104,
  109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515,
  526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049,
  3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
]);

/**
 * Parses a URL as browsers do (WHATWG URL), so that `0x7f.1`, `2130706433` and full-width digits become the address
 * that they mean, and refuses URLs that may never be requested. A relative URL is resolved against `base`.
 * `allowPrivate` allows local names and lifts no other rule. Addresses are checked later: a name has none yet.
 */
export function readTarget(
  text: string,
  { allowPrivate }: { allowPrivate: boolean },
  base?: string,
): TargetResult {
  const url = URL.canParse(text, base) ? new URL(text, base) : null;
  if (url === null || url.hostname === '') return { ok: false, reason: 'bad_url' };
  const defaultPort = DEFAULT_PORTS[url.protocol];
  if (defaultPort === undefined) return { ok: false, reason: 'blocked_scheme' };
  if (url.username !== '' || url.password !== '') return { ok: false, reason: 'url_credentials' };
  url.hostname = url.hostname.replace(/\.$/, '');
  url.hash = '';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (host.split('.').includes('')) return { ok: false, reason: 'bad_url' };
  if (!allowPrivate && isLocalName(host)) return { ok: false, reason: 'blocked_name' };
  const port = url.port === '' ? defaultPort : Number(url.port);
  if (BLOCKED_PORTS.has(port)) return { ok: false, reason: 'blocked_port' };
  return { ok: true, target: { url, host, port } };
}

/** A name without a dot is local too: the resolver completes it with the domain of the network this machine is in. */
function isLocalName(host: string): boolean {
  if (host.includes(':')) return false;
  if (!host.includes('.')) return true;
  return LOCAL_SUFFIXES.some(({ suffix }) => host === suffix || host.endsWith(`.${suffix}`));
}
