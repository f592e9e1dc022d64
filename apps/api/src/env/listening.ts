import { fill } from '@berth/kernel';
import { ANY_ORIGIN } from '../http/cors.ts';
import { settingTexts } from '../texts/settings.ts';
import { oneWordOf, Problem, parseFlag, type Read, webUrl } from './parse.ts';

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;

export type LogLevel = (typeof logLevels)[number];

const DEFAULT_PORT = 3000;
const LONGEST_BASE_PATH = 200;
const LONGEST_DRAIN_S = 300;

/** The addresses at which the server listens and is reached, and the reports of its work. */
export interface ListeningSettings {
  /** The port; 0 takes any free one. */
  port: number;
  host: string;
  /** The number of proxies in front whose `X-Forwarded-For` is trusted; true is one. */
  trustProxy: boolean | number;
  /** The origin under which people reach the server; null for the address that it listens on. */
  publicUrl: string | null;
  /** The path under which a proxy offers the server, without a closing slash; empty for none. */
  basePath: string;
  /** The origins whose scripts may call from a browser, or `*` alone for all. */
  corsOrigins: readonly string[];
  /** The seconds for which a stopping server still takes connections. */
  drainSeconds: number;
  /** The port of the metrics; null for none. */
  metricsPort: number | null;
  /** The address of the collector of traces, without a closing slash; null for no traces. */
  tracesEndpoint: string | null;
  logLevel: LogLevel;
}

export const readListeningSettings = (read: Read): ListeningSettings => ({
  port: read('PORT', parsePort, DEFAULT_PORT),
  host: read('HOST', parseHost, '127.0.0.1'),
  trustProxy: read<boolean | number>('TRUST_PROXY', parseProxies, false),
  publicUrl: read<string | null>('BERTH_PUBLIC_URL', parsePublicUrl, null),
  basePath: read('BASE_PATH', parseBasePath, ''),
  corsOrigins: read<string[]>('CORS_ORIGINS', parseOrigins, []),
  drainSeconds: read('DRAIN_SECONDS', secondsUpTo(LONGEST_DRAIN_S), 0),
  metricsPort: read<number | null>('METRICS_PORT', parsePort, null),
  tracesEndpoint: read<string | null>('OTEL_EXPORTER_OTLP_ENDPOINT', webUrl(settingTexts.collector), null),
  logLevel: read<LogLevel>('LOG_LEVEL', oneWordOf(logLevels), 'info'),
});

function parsePort(text: string): number | Problem {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  return new Problem(settingTexts.port);
}

function parseHost(text: string): string | Problem {
  if (/^[0-9A-Za-z.:_-]+$/.test(text)) return text;
  return new Problem(settingTexts.host);
}

function parseProxies(text: string): boolean | number | Problem {
  const flag = parseFlag(text);
  if (!(flag instanceof Problem)) return flag;
  return /^[1-9]$/.test(text) ? Number(text) : new Problem(settingTexts.proxies);
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

const secondsUpTo =
  (most: number) =>
  (text: string): number | Problem =>
    /^\d{1,9}$/.test(text) && Number(text) <= most
      ? Number(text)
      : new Problem(fill(settingTexts.secondsUpTo, { most }));
