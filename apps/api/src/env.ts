import { resolve } from 'node:path';
import { readAddress } from '@berth/db';
import type { RateLimit } from '@berth/domain';
import { fill, isDamagedToken } from '@berth/kernel';
import { type MasterKey, MasterKeyError, parseMasterKeys, type TransitSettings } from '@berth/secrets';
import { ANY_ORIGIN } from './http/cors.ts';
import { misspeltSettings } from './misspelt.ts';
import type { SettingName } from './settings.ts';
import { settingTexts } from './texts/settings.ts';

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;

export type LogLevel = (typeof logLevels)[number];

export const keyProviders = ['local', 'transit'] as const;

export interface Settings {
  /** The port; 0 takes any free one. */
  port: number;
  host: string;
  /** The URL of PostgreSQL; null for the embedded database in the data directory. */
  databaseUrl: string | null;
  /** The URLs of the replicas for reads; empty for none. */
  databaseReadUrls: readonly string[];
  /** True behind a pooler that gives each transaction another connection. */
  databasePooled: boolean;
  /** The longest wait for a free connection to PostgreSQL, in milliseconds. */
  databaseWaitMs: number;
  dataDirectory: string;
  /**
   * The local master keys. The first is active, unless Transit is. Without any, a key is created and kept in the data
   * directory.
   */
  masterKeys: readonly MasterKey[];
  transit: TransitSettings | null;
  /** The provider that wraps new keys. Keys that the other one wrapped still open. */
  keyProvider: (typeof keyProviders)[number];
  /** The first key of the first instance on an empty database; null to generate one. */
  bootstrapKey: string | null;
  logLevel: LogLevel;
  /** The number of proxies in front whose `X-Forwarded-For` is trusted; true is one. */
  trustProxy: boolean | number;
  /** The origins whose scripts may call from a browser, or `*` alone for all. */
  corsOrigins: readonly string[];
  /** The origin under which people reach the server; null for the address that it listens on. */
  publicUrl: string | null;
  /** The address of the collector of traces, without a closing slash; null for no traces. */
  tracesEndpoint: string | null;
  /** The seconds for which a stopping server still takes connections. */
  drainSeconds: number;
  /** The port of the metrics; null for none. */
  metricsPort: number | null;
  /** The path under which a proxy offers the server, without a closing slash; empty for none. */
  basePath: string;
  /** The number of revisions kept of each value; null keeps all. */
  keptRevisions: number | null;
  /** The rate limit of each key; null for none. */
  rateLimit: RateLimit | null;
  /** The minutes after which an unused session of the dashboard ends. */
  dashboardIdleMinutes: number;
  /** The hours after which any session of the dashboard ends. */
  dashboardHours: number;
  /** The number of reveals that one key may make in a minute. */
  revealsPerMinute: number;
  /** The interval at which an idle process looks for jobs, in milliseconds. */
  pollMs: number;
  /** Lets provider tests reach private addresses and local names. */
  allowPrivate: boolean;
}

/** The settings that cannot be used, each with a sentence that never holds the value of a secret. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

const DEFAULT_PORT = 3000;
/** The values of `target_session_attrs` that name a server which takes writes. */
const WRITABLE = new Set(['primary', 'read-write']);
const BOOTSTRAP_KEY_LENGTH = 32;
const LONGEST_BASE_PATH = 200;
const LONGEST_DRAIN_S = 300;
const LONGEST_WINDOW_S = 86_400;
const LONGEST_SESSION_MINUTES = 30 * 24 * 60;

type Source = Readonly<Record<string, string | undefined>>;
type Read = <T>(name: SettingName, parse: (text: string) => T | Problem, absent: T) => T;

/** Reads every setting. An empty value counts as absent. @throws SettingsError with every problem. */
export function readSettings(source: Source = process.env): Settings {
  const problems: string[] = [];
  const isSet = (name: string) => Boolean(source[name]?.trim());
  const read: Read = (name, parse, absent) => {
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
    databaseReadUrls: read<string[]>('DATABASE_READ_URLS', parseReadUrls, []),
    databasePooled: read('DATABASE_POOLED', parseFlag, false),
    dataDirectory: resolve(read('BERTH_DATA_DIR', (text) => text, '.berth')),
    masterKeys: read<MasterKey[]>('BERTH_MASTER_KEY', readMasterKeys, []),
    transit: readTransit(read),
    keyProvider: read<Settings['keyProvider']>(
      'BERTH_KEY_PROVIDER',
      parseKeyProvider,
      isSet('BERTH_TRANSIT_URL') ? 'transit' : 'local',
    ),
    bootstrapKey: read<string | null>('BERTH_BOOTSTRAP_KEY', parseBootstrapKey, null),
    logLevel: read<LogLevel>('LOG_LEVEL', parseLogLevel, 'info'),
    trustProxy: read<boolean | number>('TRUST_PROXY', parseProxies, false),
    corsOrigins: read<string[]>('CORS_ORIGINS', parseOrigins, []),
    publicUrl: read<string | null>('BERTH_PUBLIC_URL', parsePublicUrl, null),
    tracesEndpoint: read<string | null>('OTEL_EXPORTER_OTLP_ENDPOINT', parseCollector, null),
    drainSeconds: read('DRAIN_SECONDS', secondsUpTo(LONGEST_DRAIN_S), 0),
    metricsPort: read<number | null>('METRICS_PORT', parsePort, null),
    basePath: read('BASE_PATH', parseBasePath, ''),
    keptRevisions: read<number | null>('BERTH_KEEP_REVISIONS', parseCount, null),
    rateLimit: read<RateLimit | null>('RATE_LIMIT', parseRateLimit, { requests: 1_000, seconds: 10 }),
    dashboardIdleMinutes: read('BERTH_DASHBOARD_IDLE_MINUTES', countUpTo(LONGEST_SESSION_MINUTES), 30),
    dashboardHours: read('BERTH_DASHBOARD_HOURS', countUpTo(LONGEST_SESSION_MINUTES / 60), 12),
    revealsPerMinute: read('BERTH_REVEALS_PER_MINUTE', parseCount, 600),
    databaseWaitMs: read('BERTH_DATABASE_WAIT_MS', parseCount, 5_000),
    pollMs: read('BERTH_JOBS_POLL_MS', parseCount, 2_000),
    allowPrivate: read('SSRF_ALLOW_PRIVATE', parseFlag, false),
  };
  problems.push(...keyProblems(isSet, settings.keyProvider));
  if (isSet('DATABASE_READ_URLS') && !isSet('DATABASE_URL')) {
    problems.push(`DATABASE_READ_URLS ${settingTexts.readUrlsAlone}`);
  }
  if (settings.port !== 0 && settings.metricsPort === settings.port) {
    problems.push(`METRICS_PORT ${settingTexts.portTaken}`);
  }
  if (problems.length > 0) throw new SettingsError(problems);
  return settings;
}

/** Lists a line for each variable that looks like a misspelt setting. */
export const settingWarnings = (source: Source = process.env): string[] => misspeltSettings(source);

class Problem {
  readonly sentence: string;

  constructor(sentence: string) {
    this.sentence = sentence;
  }
}

function parsePort(text: string): number | Problem {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  return new Problem(settingTexts.port);
}

function parseHost(text: string): string | Problem {
  if (/^[0-9A-Za-z.:_-]+$/.test(text)) return text;
  return new Problem(settingTexts.host);
}

function parseDatabaseUrl(text: string): string | Problem {
  if (!/^postgres(?:ql)?:/i.test(text)) {
    return new Problem(URL.canParse(text) ? settingTexts.protocol : settingTexts.url);
  }
  const address = readAddress(text);
  if (!address) return new Problem(settingTexts.url);
  const wanted = address.first.searchParams.get('target_session_attrs') ?? 'primary';
  return WRITABLE.has(wanted) ? text : new Problem(settingTexts.sessionAttributes);
}

function parseReadUrls(text: string): string[] | Problem {
  const urls = text.split(',').map((url) => url.trim());
  return urls.every((url) => readAddress(url)) ? urls : new Problem(settingTexts.readUrls);
}

function readMasterKeys(text: string): MasterKey[] | Problem {
  try {
    return parseMasterKeys(text);
  } catch (error) {
    if (error instanceof MasterKeyError)
      return new Problem(fill(settingTexts.masterKeys, { reason: error.message }));
    throw error;
  }
}

/** Reads the settings of Transit; null without BERTH_TRANSIT_URL. */
function readTransit(read: Read): TransitSettings | null {
  const url = read<string | null>('BERTH_TRANSIT_URL', parseTransitUrl, null);
  const token = read<string>('BERTH_TRANSIT_TOKEN', parseToken, '');
  const key = read('BERTH_TRANSIT_KEY', parseTransitKey, 'berth');
  const mount = read('BERTH_TRANSIT_MOUNT', parsePath, 'transit');
  const namespace = read<string | null>('BERTH_TRANSIT_NAMESPACE', parsePath, null);
  return url === null ? null : { url, token, key, mount, namespace };
}

/** Finds the problems of the key settings in combination. */
function keyProblems(isSet: (name: string) => boolean, provider: Settings['keyProvider']): string[] {
  const problems: string[] = [];
  const hasTransit = isSet('BERTH_TRANSIT_URL');
  if (isSet('DATABASE_URL') && !isSet('BERTH_MASTER_KEY') && (!hasTransit || provider === 'local')) {
    const instead = hasTransit ? 'BERTH_KEY_PROVIDER=local' : 'DATABASE_URL, unless BERTH_TRANSIT_URL is set';
    problems.push(`BERTH_MASTER_KEY ${fill(settingTexts.masterKeyNeeded, { settings: instead })}`);
  }
  if (hasTransit && !isSet('BERTH_TRANSIT_TOKEN')) {
    problems.push(`BERTH_TRANSIT_TOKEN ${settingTexts.tokenNeeded}`);
  }
  if (!hasTransit) {
    if (provider === 'transit') problems.push(`BERTH_KEY_PROVIDER ${settingTexts.noTransit}`);
    for (const name of ['TOKEN', 'KEY', 'MOUNT', 'NAMESPACE'].map((part) => `BERTH_TRANSIT_${part}`)) {
      if (isSet(name)) problems.push(`${name} ${settingTexts.useless}`);
    }
  }
  return problems;
}

function parseTransitUrl(text: string): string | Problem {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isPlain = url && !url.username && !url.password && !url.search && !url.hash;
  if (isPlain && (url.protocol === 'https:' || url.protocol === 'http:')) return url.href.replace(/\/+$/, '');
  return new Problem(settingTexts.transitUrl);
}

function parseCollector(text: string): string | Problem {
  const url = parseTransitUrl(text);
  return url instanceof Problem ? new Problem(settingTexts.collector) : url;
}

function parseToken(text: string): string | Problem {
  return /^[\x21-\x7e]+$/.test(text) ? text : new Problem(settingTexts.token);
}

function parseTransitKey(text: string): string | Problem {
  if (/^\w(?:[\w.-]*\w)?$/.test(text)) return text;
  return new Problem(settingTexts.transitKey);
}

function parsePath(text: string): string | Problem {
  const path = text.replace(/^\/+|\/+$/g, '');
  if (/^\w(?:[\w.-]*\w)?(?:\/\w(?:[\w.-]*\w)?)*$/.test(path)) return path;
  return new Problem(settingTexts.path);
}

function parseKeyProvider(text: string): Settings['keyProvider'] | Problem {
  const provider = keyProviders.find((known) => known === text.toLowerCase());
  return provider ?? new Problem(fill(settingTexts.words, { words: keyProviders.join(', ') }));
}

function parseBootstrapKey(text: string): string | Problem {
  if (isDamagedToken(text)) return new Problem(settingTexts.damagedKey);
  if (text.length >= BOOTSTRAP_KEY_LENGTH && /^[\x21-\x7e]+$/.test(text)) return text;
  return new Problem(settingTexts.bootstrapKey);
}

function parseLogLevel(text: string): LogLevel | Problem {
  const level = logLevels.find((known) => known === text.toLowerCase());
  return level ?? new Problem(fill(settingTexts.words, { words: logLevels.join(', ') }));
}

function parseOrigins(text: string): string[] | Problem {
  const origins = text.split(',').map((origin) => origin.trim());
  if (origins.length === 1 && origins[0] === ANY_ORIGIN) return origins;
  if (origins.every(isOrigin)) return origins;
  return new Problem(settingTexts.origins);
}

/** Tells if a text is an origin in the one form that browsers send, because it is compared as text. */
const isOrigin = (text: string): boolean =>
  /^https?:\/\/[^*]+$/.test(text) && URL.canParse(text) && new URL(text).origin === text;

/** Reads an origin; a closing slash is allowed. */
function parsePublicUrl(text: string): string | Problem {
  const origin = text.replace(/\/$/, '');
  return isOrigin(origin) ? origin : new Problem(settingTexts.publicUrl);
}

/** Reads a path of plain segments, none of which a URL spells in two ways. */
function parseBasePath(text: string): string | Problem {
  const path = text.replace(/\/+$/, '');
  const isPlain = path.length <= LONGEST_BASE_PATH && /^(?:\/(?!\.{1,2}(?:\/|$))[\w.~-]+)*$/.test(path);
  return isPlain && text.startsWith('/')
    ? path
    : new Problem(fill(settingTexts.basePath, { most: LONGEST_BASE_PATH }));
}

function parseCount(text: string): number | Problem {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  return new Problem(settingTexts.count);
}

const countUpTo =
  (most: number) =>
  (text: string): number | Problem => {
    const count = parseCount(text);
    return count instanceof Problem || count <= most
      ? count
      : new Problem(fill(settingTexts.countUpTo, { most }));
  };

const secondsUpTo =
  (most: number) =>
  (text: string): number | Problem =>
    /^\d{1,9}$/.test(text) && Number(text) <= most
      ? Number(text)
      : new Problem(fill(settingTexts.secondsUpTo, { most }));

function parseRateLimit(text: string): RateLimit | null | Problem {
  if (text.toLowerCase() === 'off') return null;
  const [, requests, seconds] = /^([1-9]\d{0,8})\/([1-9]\d{0,4})$/.exec(text) ?? [];
  if (Number(seconds) <= LONGEST_WINDOW_S) return { requests: Number(requests), seconds: Number(seconds) };
  return new Problem(settingTexts.rateLimit);
}

function parseProxies(text: string): boolean | number | Problem {
  const flag = parseFlag(text);
  if (!(flag instanceof Problem)) return flag;
  return /^[1-9]$/.test(text) ? Number(text) : new Problem(settingTexts.proxies);
}

function parseFlag(text: string): boolean | Problem {
  if (text === 'true' || text === '1') return true;
  if (text === 'false' || text === '0') return false;
  return new Problem(settingTexts.flag);
}
