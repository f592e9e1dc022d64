import { fullFormats } from 'ajv-formats/dist/formats.js';

// The types of ajv-formats leave open which form a format has; that of dates is an object
const DATE = fullFormats.date as unknown as { readonly validate: (text: string) => boolean };
const TIME = /^(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:z|([+-])(\d\d):(\d\d))$/i;
const LONGEST_TIME = 64;
const MINUTES_OF_DAY = 24 * 60;

/** True for `full-time` of RFC 3339, section 5.6: the offset has a colon, and a leap second ends a day of UTC. */
export function isTime(text: string): boolean {
  const found = text.length > LONGEST_TIME ? null : TIME.exec(text);
  if (found === null) return false;
  const [hour, minute, second] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const [offsetHour, offsetMinute] = [Number(found[5] ?? 0), Number(found[6] ?? 0)];
  if (hour > 23 || minute > 59 || offsetHour > 23 || offsetMinute > 59) return false;
  if (second < 60) return true;
  const offset = (offsetHour * 60 + offsetMinute) * (found[4] === '-' ? -1 : 1);
  const utc = (hour * 60 + minute - offset + MINUTES_OF_DAY) % MINUTES_OF_DAY;
  return second === 60 && utc === MINUTES_OF_DAY - 1;
}

/** True for `date-time` of RFC 3339, section 5.6: a date, `T` or `t`, and a time. */
export function isDateTime(text: string): boolean {
  const separator = text[10];
  if (separator !== 'T' && separator !== 't') return false;
  return DATE.validate(text.slice(0, 10)) && isTime(text.slice(11));
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** True for a UUID of RFC 4122, section 3, without the prefix of a URN. */
export const isUuid = (text: string): boolean => UUID.test(text);

const LONGEST_LOCAL_PART = 64;
const LONGEST_DOMAIN = 255;
const ATOM = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+$/i;
const QUOTED = /^"(?:[ !#-[\]-~]|\\[ -~])*"$/;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;
const IPV4 = fullFormats.ipv4 as RegExp;
const IPV6 = fullFormats.ipv6 as RegExp;
const IPV6_TAG = /^ipv6:/i;

/** True for `Mailbox` of RFC 5321, section 4.1.2, within the lengths of section 4.5.3.1. */
export function isEmail(text: string): boolean {
  const at = text.lastIndexOf('@');
  const [local, domain] = [text.slice(0, Math.max(at, 0)), text.slice(at + 1)];
  if (local.length > LONGEST_LOCAL_PART || domain.length > LONGEST_DOMAIN) return false;
  if (!QUOTED.test(local) && !local.split('.').every((atom) => ATOM.test(atom))) return false;
  if (domain.startsWith('[') && domain.endsWith(']')) return isAddressLiteral(domain.slice(1, -1));
  return domain.split('.').every((label) => LABEL.test(label));
}

const isAddressLiteral = (text: string): boolean =>
  IPV6_TAG.test(text) ? IPV6.test(text.slice('IPv6:'.length)) : IPV4.test(text);
