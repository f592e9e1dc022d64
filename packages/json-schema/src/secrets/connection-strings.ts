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
 * True for a text that carries a password and is a connection string by its format or its name, such as `dsn`,
 * `connection_string` or `database_url`: `postgres://app:password@db`, `Server=db;Password=…`. Such a text is a secret.
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
  if (typeof value !== 'string' || !carriesPassword(value)) return false;
  return isNamedConnection(naming) || hasConnectionFormat(applying);
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
