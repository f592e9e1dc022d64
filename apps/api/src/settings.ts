/** The description of one setting. `docs/settings.md` is made of these by `pnpm settings`. */
export interface SettingDescription {
  group: 'Listening' | 'Storage' | 'Master keys' | 'Access' | 'Values and jobs';
  /** The text that has the same effect as an absent setting; null when there is no such text. */
  default: string | null;
  /** Says what happens without the setting, where `default` is null. */
  absent?: string;
  about: string;
}

/** Every environment variable that the server reads. */
export const SETTINGS = {
  PORT: {
    group: 'Listening',
    default: '3000',
    about: 'The TCP port to listen on, 0 to 65535. 0 takes any free port; the banner prints which.',
  },
  HOST: {
    group: 'Listening',
    default: '127.0.0.1',
    about:
      'The address or host name to listen on. The default accepts connections from this machine only; `0.0.0.0` accepts them on every IPv4 address.',
  },
  TRUST_PROXY: {
    group: 'Listening',
    default: 'false',
    about:
      'The number of reverse proxies in front of Berth, 1 to 9; `true` is 1. The client address is the entry of `X-Forwarded-For` that stands so many places from its end; entries before it are ignored, because the caller can write them. With `false` the header is ignored and the address is that of the connection.',
  },
  BERTH_PUBLIC_URL: {
    group: 'Listening',
    default: null,
    absent: 'the address that Berth listens on',
    about:
      'The origin under which people reach Berth, such as `https://berth.example.com`. Links to setup pages begin with it, and with `BASE_PATH` behind it.',
  },
  BASE_PATH: {
    group: 'Listening',
    default: null,
    absent: 'no prefix',
    about:
      'The path under which a reverse proxy offers Berth, such as `/berth`. Every link, cookie and page then begins with it. Requests are served with the prefix and without it, so the proxy may keep it or cut it off.',
  },
  CORS_ORIGINS: {
    group: 'Listening',
    default: null,
    absent: 'no other origin',
    about:
      'The origins whose scripts may call Berth from a browser, separated by commas (`https://app.example.com`), or `*` for all. Keys travel in headers, never in cookies. The official client asks browsers for their credentials, so its origin must be listed by name.',
  },
  DRAIN_SECONDS: {
    group: 'Listening',
    default: '0',
    about:
      'The seconds, 300 at most, for which a server that was told to stop goes on serving while `/readyz` answers 503, so that a load balancer sends its requests elsewhere before connections are refused.',
  },
  METRICS_PORT: {
    group: 'Listening',
    default: null,
    absent: 'no metrics',
    about:
      'The TCP port on which `GET /metrics` answers in the text format of Prometheus, on the address of `HOST`. It needs no key, so keep the port from the public; 0 takes any free one, and the log says which.',
  },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    group: 'Listening',
    default: null,
    absent: 'no traces',
    about:
      'The address of an OpenTelemetry collector that takes OTLP over HTTP, such as `http://localhost:4318`. Each request is sent as a span, below that of its `traceparent`. The exporter also reads its own variables, such as `OTEL_EXPORTER_OTLP_HEADERS`.',
  },
  LOG_LEVEL: {
    group: 'Listening',
    default: 'info',
    about:
      'The lowest level that is logged: `trace`, `debug`, `info`, `warn`, `error` or `silent`. The log is JSON lines on standard output. No value, token or query string is logged. The signal SIGUSR2 goes on to the next of `info`, `warn` and `error` while the server runs.',
  },
  DATABASE_URL: {
    group: 'Storage',
    default: null,
    absent: 'the embedded database in `BERTH_DATA_DIR`',
    about:
      'The PostgreSQL database, version 15 or newer: `postgres://user:password@host:5432/database`. The database must exist; the user must be allowed to create tables in it. Of several hosts (`postgres://user:password@a:5432,b:5432/database`) Berth uses the one that takes writes, and follows a failover: [Scale](scale.md#failover).',
  },
  DATABASE_READ_URLS: {
    group: 'Storage',
    default: null,
    absent: 'every read goes to `DATABASE_URL`',
    about:
      'The streaming replicas of `DATABASE_URL` that answer reads, separated by commas; each is the URL of one server. A comma in a password is written `%2C`. A read may then be as old as its replica, unless it sends the `Berth-Position` of a write: [Scale](scale.md#replicas).',
  },
  DATABASE_POOLED: {
    group: 'Storage',
    default: 'false',
    about:
      'Set it to `true` behind a pooler that gives each transaction another connection, such as PgBouncer with `pool_mode=transaction`. Berth then prepares no statement by name, and sets nothing for a session: [Scale](scale.md#pgbouncer).',
  },
  BERTH_DATABASE_WAIT_MS: {
    group: 'Storage',
    default: '5000',
    about:
      'How long, in milliseconds, a request waits for a free connection to PostgreSQL. After that it is answered 503 with `Retry-After`, and nothing was changed. Without effect on the embedded database.',
  },
  BERTH_DATA_DIR: {
    group: 'Storage',
    default: '.berth',
    about:
      'The folder of the embedded database, its master key and its lock file. One process at a time uses it. Without effect when `DATABASE_URL` is set.',
  },
  BERTH_MASTER_KEY: {
    group: 'Master keys',
    default: null,
    absent: 'with the embedded database, a key is made and kept in the data directory (mode 0600)',
    about:
      'The key that seals the data keys: 32 bytes in base64, as `openssl rand -base64 32` prints them. Or several, `id:base64,id:base64`: the first one seals, all of them open. Required with `DATABASE_URL`, unless Transit seals. Without the key, no stored value can be read.',
  },
  BERTH_TRANSIT_URL: {
    group: 'Master keys',
    default: null,
    absent: 'no Transit',
    about:
      'The address of HashiCorp Vault (1.13 or newer) or OpenBao (2.0 or newer), whose Transit engine holds the master key: `https://vault:8200`.',
  },
  BERTH_TRANSIT_TOKEN: {
    group: 'Master keys',
    default: null,
    absent: 'no token; required with `BERTH_TRANSIT_URL`',
    about:
      'The token for Transit. It needs `read` on `keys/<key>`, and `update` on `encrypt/<key>` and `decrypt/<key>`. Berth does not renew it.',
  },
  BERTH_TRANSIT_KEY: {
    group: 'Master keys',
    default: 'berth',
    about: 'The name of the Transit key. Its type is `aes256-gcm96`, not derived.',
  },
  BERTH_TRANSIT_MOUNT: {
    group: 'Master keys',
    default: 'transit',
    about: 'The path at which the Transit engine is mounted.',
  },
  BERTH_TRANSIT_NAMESPACE: {
    group: 'Master keys',
    default: null,
    absent: 'no namespace',
    about: 'The namespace of the Transit engine.',
  },
  BERTH_KEY_PROVIDER: {
    group: 'Master keys',
    default: null,
    absent: '`transit` when `BERTH_TRANSIT_URL` is set, else `local`',
    about:
      'The provider that seals new data keys when both are set: `local` (`BERTH_MASTER_KEY`) or `transit`. The other one only opens.',
  },
  BERTH_BOOTSTRAP_KEY: {
    group: 'Access',
    default: null,
    absent: 'a key is generated and printed once',
    about:
      'The first key of the first instance, on an empty database: 32 or more printable ASCII characters without spaces. It holds every scope.',
  },
  RATE_LIMIT: {
    group: 'Access',
    default: '1000/10',
    about:
      'The number of requests that one key may make, and the seconds that they are counted over (86,400 at most), for all processes on the database together. `off` sets no limit. The bootstrap key has no limit while `HOST` is a loopback address.',
  },
  BERTH_DASHBOARD_IDLE_MINUTES: {
    group: 'Access',
    default: '30',
    about: 'The minutes after which a session of the dashboard ends when it is not used.',
  },
  BERTH_DASHBOARD_HOURS: {
    group: 'Access',
    default: '12',
    about: 'The hours after which a session of the dashboard ends, however busy it is; 720 at most.',
  },
  BERTH_REVEALS_PER_MINUTE: {
    group: 'Access',
    default: '600',
    about: 'The number of times that one key may reveal secrets in a minute.',
  },
  SSRF_ALLOW_PRIVATE: {
    group: 'Access',
    default: 'false',
    about:
      'Allows provider tests to reach private addresses and local names. For development: any key that may test a config can then reach the network of the server.',
  },
  BERTH_KEEP_REVISIONS: {
    group: 'Values and jobs',
    default: null,
    absent: 'every revision is kept',
    about:
      'The number of revisions that are kept of each value. Older ones are destroyed when a new one is stored, and by an hourly job.',
  },
  BERTH_JOBS_POLL_MS: {
    group: 'Values and jobs',
    default: '2000',
    about:
      'How often, in milliseconds, an idle process looks for background work that another process has enqueued. A process starts its own jobs at once.',
  },
} as const satisfies Record<string, SettingDescription>;

export type SettingName = keyof typeof SETTINGS;
