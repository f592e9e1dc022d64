import { isObject, ownValue } from '../json/object.ts';
import type { Naming } from '../walk/leaf-walk.ts';
import { isNamedConnection } from './destination-names.ts';

/** Formats that say that a text is a connection string. */
const CONNECTION_FORMATS: ReadonlySet<unknown> = new Set([
  'connection-string',
  'connection_string',
  'connection-uri',
  'database-url',
  'dsn',
  'jdbc',
  'jdbc-url',
  'multi-host-uri',
]);

/** The characters of a value that are searched for a password. Real connection strings have a few hundred. */
const LONGEST = 10_000;

/**
 * True for a text that holds a credential by itself, and so is a secret:
 * - one with a URL whose user information (RFC 3986 §3.2.1) has a password, such as `https://app:password@host`, or of
 *   HTTP and WebSocket any user, because that is a token: `https://key@sentry.test/1`;
 * - one that is a connection string by its format or its name, such as `dsn`, `connection_string` or `database_url`,
 *   and carries a password in another form: `Server=db;Password=…`.
 */
export function isSecretConnection({
  naming,
  value,
  applying,
}: {
  readonly naming: Naming;
  readonly value: unknown;
  readonly applying: Iterable<{ readonly schema: unknown }>;
}): boolean {
  if (typeof value !== 'string') return false;
  if (hasLogin(value)) return true;
  return carriesPassword(value) && (isNamedConnection(naming) || hasConnectionFormat(applying));
}

/** True for a text with a URL that has a password, or a token in the place of its user. Takes linear time. */
function hasLogin(text: string): boolean {
  if (!text.includes('@')) return false;
  // URL parsers drop tabs and line ends, read a backslash as a slash, and need no slash after http:
  const plain = text.trimStart().replaceAll(/[\t\n\r]/g, '');
  const whole = WHOLE_URL.exec(plain) ?? HTTP_URL.exec(plain);
  if (whole !== null && isLogin(whole[1] ?? '', whole[2] ?? '')) return true;
  return PASSWORD_INSIDE.test(text) || TOKEN_INSIDE.test(text);
}

const WHOLE_URL = /^([a-z][a-z\d+.-]*):[/\\]{2,}([^/\\?#]*)/i;
const HTTP_URL = /^(https?|wss?|ftp):[/\\]?([^/\\?#]*)/i;
const PASSWORD_INSIDE = /:[/\\]{2,}[^/\\?#\s:]*:[^/\\?#\s]+@/;
const TOKEN_INSIDE = /(?:https?|wss?):[/\\]{2,}[^/\\?#\s]+@/i;

/** True for the authority of a URL with a password, or with the token of a request. */
function isLogin(scheme: string, authority: string): boolean {
  const user = authority.slice(0, Math.max(0, authority.lastIndexOf('@')));
  return /:./s.test(user) || (user !== '' && /(?:https?|wss?)$/i.test(scheme));
}

export function hasConnectionFormat(applying: Iterable<{ readonly schema: unknown }>): boolean {
  for (const { schema } of applying) {
    if (isObject(schema) && CONNECTION_FORMATS.has(ownValue(schema, 'format'))) return true;
  }
  return false;
}

function carriesPassword(text: string): boolean {
  const start = text.slice(0, LONGEST);
  const authority = /:[/\\]{2}([^/\\?#]*)/.exec(start)?.[1] ?? '';
  const user = authority.slice(0, Math.max(0, authority.lastIndexOf('@')));
  return /:./.test(user) || UNSCHEMED_PASSWORD.test(start) || NAMED_PASSWORD.test(start);
}

/**
 * The password before the address of a driver that writes no `//`: `app:pw@tcp(db)/app` of MySQL in Go, and
 * `app/pw@db` of Oracle, also after `jdbc:oracle:thin:`. Takes time linear in the text.
 */
const UNSCHEMED_PASSWORD =
  /^(?:jdbc:oracle:\w+:|(?!jdbc:))(?:[^\s:/@;=]*:|[^\s:/@;=]+\/)(?!\/)(?:(?!\/\/)\S)+@/i;

/** A member of a connection string or of a query that holds a credential. Takes time linear in the text. */
const NAMED_PASSWORD =
  /(?:^|[;&?\s,])(?:password|passwd|passphrase|pwd|pass|secret|(?:shared)?(?:access|account|api)_?key|shared_?access_?signature|auth_?token|access_?token|token|sig)\s*=\s*[^;&\s]/i;
