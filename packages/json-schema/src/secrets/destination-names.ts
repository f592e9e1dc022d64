import type { Naming } from '../walk/leaf-walk.ts';
import { NameList, wordsOf } from './member-name.ts';

/**
 * Names of members that hold a destination, where the schema says nothing about it. A name is on the list when it ends
 * with an entry, in any spelling: `smtpServer`, `DB_HOST` and `bootstrap-servers` are. docs/concepts.md has the list
 * for readers.
 */
export const DESTINATION_NAMES = [
  ...['addr', 'addrs', 'authority', 'callback', 'fqdn', 'issuer', 'registry', 'webhook', 'webhooks'],
  ...['address', 'addresses', 'contact points', 'domain', 'domains', 'endpoint', 'endpoints', 'gateway'],
  ...['domain name', 'domain names', 'domainname', 'host', 'hosts', 'host name', 'host names', 'hostname'],
  ...['hostnames', 'hostport', 'ip', 'ips', 'origin', 'server name', 'server names', 'servername'],
  ...['api base', 'apibase', 'endpoint base', 'openai base', 'server base', 'service base', 'uri base'],
  ...['url base', 'url prefix', 'cloud id', 'cloudid', 'data source', 'datasource', 'data source name'],
  ...[
    'broker',
    'brokers',
    'nameserver',
    'nameservers',
    'node',
    'nodes',
    'peer',
    'peers',
    'proxies',
    'proxy',
    'seeds',
    'server',
    'servers',
  ],
  ...['socket path', 'subdomain', 'unix socket', 'upstream', 'upstreams', 'uri', 'uris', 'url', 'urls'],
  ...['account name', 'account identifier', 'account locator', 'snowflake account', 'storage account'],
  ...['args', 'argv', 'arguments', 'cmd', 'command', 'command line', 'commands', 'entrypoint', 'executable'],
  'interpreter',
];

/** Names that hold a destination only as they are: with a word before them they usually mean something else. */
export const WHOLE_NAMES = ['account', 'base', 'shell', 'site'];

/** Names whose last word is on the list, and which hold a link for people, a picture, or another kind of address. */
const OTHER_NAMES = [
  ...[
    'email addr',
    'email address',
    'mail addr',
    'mail address',
    'mac addr',
    'mac address',
    'wallet address',
  ],
  ...['street address', 'postal address'],
  ...['billing address', 'shipping address', 'home address', 'from address', 'sender address'],
  ...['avatar url', 'icon url', 'image url', 'logo url', 'picture url', 'photo url', 'thumbnail url'],
  ...['help url', 'home page url', 'homepage url', 'license url', 'policy url', 'privacy url', 'terms url'],
];

/** Words of links to documentation: `docs_url`, `documentationUri`, `url_of_documentation`. */
const DOCUMENTATION = new Set(['changelog', 'doc', 'docs', 'documentation', 'readme', 'swagger']);

/** Objects whose members are destinations under names of their own: `{"brokers": {"eu": "…"}}`. */
const PLURALS = new NameList(DESTINATION_NAMES.filter((name) => /(ses|[^s]s|xies)$/.test(name)));

/**
 * Names of connection strings: texts that hold an address, and often the password for it. They hold a destination too.
 */
export const CONNECTION_NAMES = [
  ...['dsn', 'dsns', 'conn', 'conn str', 'conn string', 'connection str', 'connection string', 'connstr'],
  ...['connection strings', 'connectionstring', 'connection uri', 'connection url', 'jdbc url', 'jdbc uri'],
  ...['database uri', 'database url', 'database urls', 'db uri', 'db url', 'databaseurl', 'databaseuri'],
  ...[
    'amqp',
    'amqps',
    'cassandra',
    'clickhouse',
    'cockroachdb',
    'ldap',
    'mariadb',
    'memcached',
    'mongo',
  ].flatMap(urls),
  ...[
    'mongodb',
    'mqtt',
    'mssql',
    'mysql',
    'nats',
    'oracle',
    'pg',
    'postgres',
    'postgresql',
    'rabbitmq',
  ].flatMap(urls),
  ...[
    'redis',
    'smtp',
    'sqlalchemy',
    'sqlserver',
    'broker',
    'celery',
    'cache',
    'result backend',
    'queue',
  ].flatMap(urls),
];

function urls(product: string): string[] {
  return [`${product} url`, `${product} uri`];
}

/** Names of ports. A port is a destination beside one: `{"host": "…", "port": 5432}`. */
const PORTS = new NameList(['port', 'ports']);

/** Names of ports that something listens on. */
const LISTENING = new NameList(['debug port', 'health port', 'listen port', 'local port', 'metrics port']);

const DESTINATIONS = new NameList([...DESTINATION_NAMES, ...CONNECTION_NAMES]);
const CONNECTIONS = new NameList(CONNECTION_NAMES);
const OTHERS = new NameList(OTHER_NAMES);
const WHOLE: ReadonlySet<string> = new Set(WHOLE_NAMES);

/** True for a leaf with the name of a destination, and for a member of an object with the plural of one. */
export function isNamedDestination({ own, holder }: Naming): boolean {
  const words = addressWords(own);
  if (OTHERS.matches(words) || words.some((word) => DOCUMENTATION.has(word))) return false;
  return (
    DESTINATIONS.matches(words) || WHOLE.has(wordsOf(own).join(' ')) || PLURALS.matches(addressWords(holder))
  );
}

/** True for the name of a connection string, also where a prefix names its purpose: `main_database_url`. */
export const isNamedConnection = ({ own }: Naming): boolean => CONNECTIONS.matches(addressWords(own));

/** True for the name of a port that a request goes to, when there is an address beside it. */
export function isNamedPort({ own }: Naming): boolean {
  if (!/port/i.test(own)) return false;
  const words = addressWords(own);
  return PORTS.matches(words) && !LISTENING.matches(words);
}

/** Ends of words that name an address without a sign between: `baseurl`, `dbhost`. The longer ones come first. */
const JOINED = ['address', 'addr', 'endpoint', 'hostname', 'host', 'port', 'uris', 'uri', 'urls', 'url'];
/** Words that are not parted: other words with such an end, and a name of the list. */
const WHOLE_WORD = /(?:air|ex|im|pass|re|sup|trans|view)port$|^hostport$/;

/**
 * The words of a name that may be that of an address, without a number or `override` at its end: `host2`,
 * `endpoint_override`. It is asked of each leaf, and most names are as they are.
 */
function addressWords(name: string): readonly string[] {
  const words = wordsOf(name);
  const last = words.at(-1);
  if (last === undefined) return words;
  if (last === 'override' || isDigit(last.charCodeAt(last.length - 1))) return parted(withoutEnd(words));
  return parted(words);
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

function withoutEnd(words: readonly string[]): readonly string[] {
  const kept = words.slice(0, words.findLastIndex((word) => word !== 'override' && !/^\d+$/.test(word)) + 1);
  return kept.map((word, i) => (i === kept.length - 1 ? word.replace(/\d+$/, '') : word));
}

/** Parts the last word where it names an address without a sign between. */
function parted(words: readonly string[]): readonly string[] {
  const last = words.at(-1) ?? '';
  const end = JOINED.find((one) => last.length > one.length + 1 && last.endsWith(one));
  if (end === undefined || WHOLE_WORD.test(last)) return words;
  return [...words.slice(0, -1), last.slice(0, -end.length), end];
}
