import type { RateLimit } from '@berth/domain';
import { isDamagedToken } from '@berth/kernel';
import { settingTexts } from '../texts/settings.ts';
import { countUpTo, Problem, parseCount, parseFlag, type Read } from './parse.ts';

const BOOTSTRAP_KEY_LENGTH = 32;
const LONGEST_WINDOW_S = 86_400;
const LONGEST_SESSION_MINUTES = 30 * 24 * 60;

/** The first key, and the limits of keys, sessions and tests. */
export interface AccessSettings {
  /** The first key of the first instance on an empty database; null to generate one. */
  bootstrapKey: string | null;
  /** The rate limit of each key; null for none. */
  rateLimit: RateLimit | null;
  /** The minutes after which an unused session of the dashboard ends. */
  dashboardIdleMinutes: number;
  /** The hours after which any session of the dashboard ends. */
  dashboardHours: number;
  /** The number of reveals that one key may make in a minute. */
  revealsPerMinute: number;
  /** Lets provider tests reach private addresses and local names. */
  allowPrivate: boolean;
}

export const readAccessSettings = (read: Read): AccessSettings => ({
  bootstrapKey: read<string | null>('BERTH_BOOTSTRAP_KEY', parseBootstrapKey, null),
  rateLimit: read<RateLimit | null>('RATE_LIMIT', parseRateLimit, { requests: 1_000, seconds: 10 }),
  dashboardIdleMinutes: read('BERTH_DASHBOARD_IDLE_MINUTES', countUpTo(LONGEST_SESSION_MINUTES), 30),
  dashboardHours: read('BERTH_DASHBOARD_HOURS', countUpTo(LONGEST_SESSION_MINUTES / 60), 12),
  revealsPerMinute: read('BERTH_REVEALS_PER_MINUTE', parseCount, 600),
  allowPrivate: read('SSRF_ALLOW_PRIVATE', parseFlag, false),
});

function parseBootstrapKey(text: string): string | Problem {
  if (isDamagedToken(text)) return new Problem(settingTexts.damagedKey);
  if (text.length >= BOOTSTRAP_KEY_LENGTH && /^[\x21-\x7e]+$/.test(text)) return text;
  return new Problem(settingTexts.bootstrapKey);
}

function parseRateLimit(text: string): RateLimit | null | Problem {
  if (text.toLowerCase() === 'off') return null;
  const [, requests, seconds] = /^([1-9]\d{0,8})\/([1-9]\d{0,4})$/.exec(text) ?? [];
  if (Number(seconds) <= LONGEST_WINDOW_S) return { requests: Number(requests), seconds: Number(seconds) };
  return new Problem(settingTexts.rateLimit);
}
