/** The server of a PostgreSQL URL, which may name several hosts, of which one takes writes. */
export interface ServerAddress {
  /** `host:port` of each host, in order. */
  hosts: readonly string[];
  /** The URL with its first host alone. */
  first: URL;
}

const DEFAULT_PORT = '5432';

/** Reads a URL such as `postgres://user:password@a:5432,b:5432/berth`; null for any other text. */
export function readAddress(text: string): ServerAddress | null {
  const [, scheme, user = '', list = '', rest = ''] =
    /^(postgres(?:ql)?:\/\/)([^/?#]*@)?([^/?#@]*)(.*)$/s.exec(text) ?? [];
  if (scheme === undefined) return null;
  const urls = list.split(',').map((host) => {
    const spelt = `${scheme}${user}${host}${rest}`;
    return URL.canParse(spelt) ? new URL(spelt) : null;
  });
  const [first] = urls;
  const hosts = urls.flatMap((url) =>
    url ? [`${url.hostname || 'localhost'}:${url.port || DEFAULT_PORT}`] : [],
  );
  const isWhole = hosts.length === urls.length && (urls.length === 1 || list.split(',').every(Boolean));
  return first && isWhole ? { hosts, first } : null;
}
