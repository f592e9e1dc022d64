import type { Naming } from '../walk/leaf-walk.ts';
import { NameList, wordsOf } from './member-name.ts';

/**
 * Names of members that hold a destination, where the schema says nothing about it. A name is on the list when it ends
 * with an entry, in any spelling: `smtpServer`, `DB_HOST` and `bootstrap-servers` are. docs/concepts.md has the list
 * for readers.
 */
export const DESTINATION_NAMES = [
  ...['addr', 'addrs', 'authority', 'callback', 'issuer', 'registry', 'webhook', 'webhooks'],
  ...['address', 'addresses', 'contact points', 'domain', 'domains', 'endpoint', 'endpoints', 'gateway'],
  ...['host', 'hosts', 'host name', 'host names', 'hostname', 'hostnames', 'hostport', 'ip', 'ips', 'origin'],
  ...[
    'broker',
    'brokers',
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
  ...['args', 'argv', 'arguments', 'cmd', 'command', 'entrypoint', 'executable', 'interpreter'],
];

/** Names that hold a destination only as they are: with a word before them they usually mean something else. */
const WHOLE_NAMES = ['account', 'site'];

/** Names whose last word is on the list, and which hold a link for people, a picture, or another kind of address. */
const OTHER_NAMES = [
  ...['email address', 'mail address', 'mac address', 'wallet address', 'street address', 'postal address'],
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

const DESTINATIONS = new NameList([...DESTINATION_NAMES, ...CONNECTION_NAMES]);
const CONNECTIONS = new NameList(CONNECTION_NAMES);
const OTHERS = new NameList(OTHER_NAMES);
const WHOLE: ReadonlySet<string> = new Set(WHOLE_NAMES);

/** True for a leaf with the name of a destination, and for a member of an object with the plural of one. */
export function isNamedDestination({ own, holder }: Naming): boolean {
  const words = wordsOf(own);
  if (OTHERS.matches(words) || words.some((word) => DOCUMENTATION.has(word))) return false;
  return DESTINATIONS.matches(words) || WHOLE.has(words.join(' ')) || PLURALS.matches(wordsOf(holder));
}

/** True for the name of a connection string, also where a prefix names its purpose: `main_database_url`. */
export const isNamedConnection = ({ own }: Naming): boolean => CONNECTIONS.matches(wordsOf(own));
