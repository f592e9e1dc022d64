import { resolve } from 'node:path';

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;

export type LogLevel = (typeof logLevels)[number];

export interface Settings {
  /** 0 takes any free port. */
  port: number;
  host: string;
  /** Null: the embedded database in the data directory. */
  databaseUrl: string | null;
  dataDirectory: string;
  /** Null: made and kept in the data directory. */
  masterKey: Buffer | null;
  /** The first key of the first instance on an empty database. Null: generated. */
  bootstrapKey: string | null;
  logLevel: LogLevel;
  trustProxy: boolean;
  /** How many revisions of each value are kept; null keeps all. */
  keptRevisions: number | null;
  /** How often one key may reveal secrets in a minute. */
  revealsPerMinute: number;
  /** Whether provider tests may go to private addresses and local names. */
  allowPrivate: boolean;
}

/** One setting that cannot be used, in a sentence that never holds the value of a secret. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

const DEFAULT_PORT = 3000;
const MASTER_KEY_BYTES = 32;
const BOOTSTRAP_KEY_LENGTH = 32;

type Source = Readonly<Record<string, string | undefined>>;

/** Reads every setting, or throws a SettingsError with all that is wrong. An empty value is an absent one. */
export function readSettings(source: Source = process.env): Settings {
  const problems: string[] = [];
  const read = <T>(name: string, parse: (text: string) => T | Problem, absent: T): T => {
    const text = source[name]?.trim();
    if (!text) return absent;
    const parsed = parse(text);
    if (!(parsed instanceof Problem)) return parsed;
    problems.push(`${name} ${parsed.sentence}`);
    return absent;
  };

  const settings: Settings = {
    port: read('PORT', parsePort, DEFAULT_PORT),
    host: read('HOST', parseHost, '127.0.0.1'),
    databaseUrl: read<string | null>('DATABASE_URL', parseDatabaseUrl, null),
    dataDirectory: resolve(read('BERTH_DATA_DIR', (text) => text, '.berth')),
    masterKey: read<Buffer | null>('BERTH_MASTER_KEY', parseMasterKey, null),
    bootstrapKey: read<string | null>('BERTH_BOOTSTRAP_KEY', parseBootstrapKey, null),
    logLevel: read<LogLevel>('LOG_LEVEL', parseLogLevel, 'info'),
    trustProxy: read('TRUST_PROXY', parseFlag, false),
    keptRevisions: read<number | null>('BERTH_KEEP_REVISIONS', parseCount, null),
    revealsPerMinute: read('BERTH_REVEALS_PER_MINUTE', parseCount, 600),
    allowPrivate: read('SSRF_ALLOW_PRIVATE', parseFlag, false),
  };
  if (source.DATABASE_URL?.trim() && !source.BERTH_MASTER_KEY?.trim()) {
    problems.push(
      'BERTH_MASTER_KEY is required with DATABASE_URL: 32 random bytes in base64, as `openssl rand -base64 32` makes them',
    );
  }
  if (problems.length > 0) throw new SettingsError(problems);
  return settings;
}

class Problem {
  readonly sentence: string;

  constructor(sentence: string) {
    this.sentence = sentence;
  }
}

function parsePort(text: string): number | Problem {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  return new Problem('must be a port from 0 to 65535; 0 takes any free one');
}

function parseHost(text: string): string | Problem {
  if (/^[0-9A-Za-z.:_-]+$/.test(text)) return text;
  return new Problem('must be an address or host name to listen on, without a scheme or a path');
}

function parseDatabaseUrl(text: string): string | Problem {
  if (!URL.canParse(text))
    return new Problem('must be an address: postgres://user:password@host:5432/database');
  const { protocol } = new URL(text);
  if (protocol === 'postgres:' || protocol === 'postgresql:') return text;
  return new Problem('must start with postgres:// or postgresql://');
}

function parseMasterKey(text: string): Buffer | Problem {
  const key = /^[0-9A-Za-z+/_-]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : null;
  if (!key) return new Problem(`must be ${MASTER_KEY_BYTES} bytes in base64, and it is not base64`);
  if (key.length === MASTER_KEY_BYTES) return key;
  return new Problem(`must be ${MASTER_KEY_BYTES} bytes in base64, and it has ${key.length}`);
}

function parseBootstrapKey(text: string): string | Problem {
  if (text.length >= BOOTSTRAP_KEY_LENGTH && /^[\x21-\x7e]+$/.test(text)) return text;
  return new Problem(`must be ${BOOTSTRAP_KEY_LENGTH} or more printable ASCII characters without spaces`);
}

function parseLogLevel(text: string): LogLevel | Problem {
  const level = logLevels.find((known) => known === text.toLowerCase());
  return level ?? new Problem(`must be one of ${logLevels.join(', ')}`);
}

function parseCount(text: string): number | Problem {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  return new Problem('must be a whole number from 1');
}

function parseFlag(text: string): boolean | Problem {
  if (text === 'true' || text === '1') return true;
  if (text === 'false' || text === '0') return false;
  return new Problem('must be true or false');
}
