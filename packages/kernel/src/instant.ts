/** The first and the last millisecond that PostgreSQL reads and `Date` writes with four digits of the year. */
const FIRST = Date.parse('0001-01-01T00:00:00.000Z');
const LAST = Date.parse('9999-12-31T23:59:59.999Z');

const FORM = /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(\.\d+)?)?([Zz]|[+-]\d{2}:\d{2})?)?$/;

const HOUR = '([01]\\d|2[0-3])';
const DAY =
  '((0[13578]|1[02])-(0[1-9]|[12]\\d|3[01])|(0[469]|11)-(0[1-9]|[12]\\d|30)|02-(0[1-9]|1\\d|2[0-8]))';

/** The JSON Schema of the texts that `readInstant` reads, as a document shows it. */
export const instantSchema = {
  anyOf: [
    { type: 'string', format: 'date-time' },
    { type: 'string', format: 'date' },
    {
      type: 'string',
      pattern: `^[1-8]\\d{3}-${DAY}[Tt ]${HOUR}:[0-5]\\d(:[0-5]\\d(\\.\\d+)?)?([Zz]|[+-]${HOUR}:[0-5]\\d)?$`,
      description: 'In UTC unless a zone is given.',
    },
  ],
};

/**
 * Reads a date (`2026-01-31`) or a time of RFC 3339 §5.6 (`2026-01-31T12:00:00.5+01:00`). A time without a zone is in
 * UTC, whatever the zone of the process; seconds may be left out and have any number of digits behind the point, and a
 * leap second is the second after it. Returns milliseconds since 1970, and half a one more for a time between two;
 * null for any other text, for a day or time that does not exist, and outside the years 1 to 9999.
 */
export function readInstant(text: string): number | null {
  const match = FORM.exec(text);
  if (!match) return null;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] = match;
  const midnight = dayOf(Number(year), Number(month), Number(day));
  const offset = offsetOf(zone);
  if (midnight === null || offset === null) return null;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return null;
  const minutes = Number(hour) * 60 + Number(minute) - offset;
  // Leap seconds end a day in UTC.
  if (second === '60' && (((minutes + 1) % 1440) + 1440) % 1440 !== 0) return null;
  const instant = midnight + minutes * 60_000 + Number(second) * 1000 + millisecondsOf(fraction);
  return instant >= FIRST && instant < LAST + 1 ? instant : null;
}

/**
 * Puts back the `+` of a zone in a time of a query. One that was not escaped as `%2B` arrives as a space, which no time
 * has there.
 */
export const withPlus = (text: string): string =>
  text.replace(/^(\d{4}-\d{2}-\d{2}[Tt ][\d:.]+) (?=\d{2}:\d{2}$)/, '$1+');

/** A number near 2^40 has no room for many digits behind its point: `.1239999999` would be rounded to 124. */
function millisecondsOf(fraction: string): number {
  const digits = fraction.slice(1);
  return Number(digits.slice(0, 3).padEnd(3, '0')) + (/[1-9]/.test(digits.slice(3)) ? 0.5 : 0);
}

/** Writes the last millisecond that is not after an instant, in ISO 8601. */
export const floorInstant = (instant: number): string => new Date(Math.floor(instant)).toISOString();

/** Writes the first millisecond that is not before an instant, in ISO 8601. */
export const ceilInstant = (instant: number): string =>
  new Date(Math.min(Math.ceil(instant), LAST)).toISOString();

/** Finds the start of a day in UTC, in milliseconds since 1970; null for one that does not exist. */
function dayOf(year: number, month: number, day: number): number | null {
  const date = new Date(0);
  // `Date.UTC` takes the years below 100 for those of the last century.
  date.setUTCFullYear(year, month - 1, day);
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal ? date.getTime() : null;
}

/** Reads the offset of a zone, in minutes; null for one that does not exist. */
function offsetOf(zone: string): number | null {
  if (zone.toUpperCase() === 'Z') return 0;
  const [hours = 0, minutes = 0] = zone.slice(1).split(':').map(Number);
  if (hours > 23 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
