import type { Exchanges } from '../../apps/api/src/face/exchanges.ts';
import { TOKEN_PATTERN } from '../../packages/kernel/src/index.ts';

/*
 * Replaces everything that differs between runs with fixed text: ids, tokens, digests, signatures and times, and the
 * numbers that follow from an id. Equal texts stay equal.
 */

const ID = /\b([a-z]{2,8})_([0-7][0-9a-hjkmnp-tv-z]{25})\b/g;
/** The same ids in Flowker's form: UUIDs of version 7. */
const UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b/g;
/** The suffix by which examples make a name unique. */
const UNIQUE = /[- ][0-7][0-9a-hjkmnp-tv-z]{25}\b/g;
const TIME = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z/g;
const TOKEN = new RegExp(TOKEN_PATTERN, 'g');
/** The secret of a link to a setup page. */
const LINK_SECRET = /\bpas_secret_[\w-]{43}/g;
const HEX = /\b[0-9a-f]{32,}\b/g;
const BASE64 = /"(?=[^"]*[A-Z+/])[A-Za-z0-9+/]{40,}={0,2}"/g;

const MOMENT = '2026-01-15T09:30:00.000Z';
const EXAMPLE = 'EXAMPLE';

/** Members with a number that follows from a random id, from earlier work or from the duration. */
const NUMBERS: Record<string, number> = {
  lane: 0,
  sequence: 1,
  keys: 2,
  duration_ms: 0,
  durationMs: 12,
  responseTimeMs: 4,
};

export function stable(exchanges: Exchanges): Exchanges {
  const text = JSON.stringify(steady(exchanges));
  const ids = new Map<string, string>();
  for (const [id, prefix] of text.matchAll(ID)) {
    if (!ids.has(id)) ids.set(id, `${prefix}_01k${String(ids.size + 1).padStart(23, '0')}`);
  }
  let out = text.replace(ID, (id) => ids.get(id) ?? id);
  const uuids = [...new Set(text.match(UUID))];
  out = out.replace(
    UUID,
    (uuid) => `019bbf7a-0000-7000-8000-${String(uuids.indexOf(uuid) + 1).padStart(12, '0')}`,
  );
  // Names made from the end of an id.
  for (const [id, other] of ids) out = out.replaceAll(`-${id.slice(-6)}"`, `-${other.slice(-6)}"`);
  out = out
    .replace(TOKEN, (token) => `${token.slice(0, 9)}${'01k'.padEnd(26, '0')}_${EXAMPLE.padStart(49, '0')}`)
    .replace(LINK_SECRET, `pas_secret_${EXAMPLE.padStart(43, '0')}`)
    .replace(UNIQUE, '')
    .replace(TIME, MOMENT)
    .replace(HEX, (hex) => '0123456789abcdef'.repeat(hex.length).slice(0, hex.length))
    .replace(BASE64, (quoted) => `"${'A'.repeat(quoted.length - 3)}="`);
  return JSON.parse(out) as Exchanges;
}

/**
 * The number of lanes with a head, and the first event of each lane, follow from random ids too: one head stands for
 * all, and every event counts as the first one.
 */
function steady<T>(value: T): T {
  if (Array.isArray(value)) return value.map(steady) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      if (typeof member === 'number' && name in NUMBERS) return [name, NUMBERS[name]];
      if (name === 'hint' && /^[0-9A-Za-z]{4}$/.test(String(member))) return [name, EXAMPLE.slice(-4)];
      if (name === 'previous_hash') return [name, ''];
      if (name === 'heads' && Array.isArray(member)) return [name, member.slice(0, 1).map(steady)];
      return [name, steady(member)];
    }),
  ) as T;
}
