import { SettingsError } from './env.ts';
import { LockedError } from './lock.ts';

/** A reason not to start that a person can act on; its message is the whole story. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

interface Place {
  host: string;
  port: number;
  databaseUrl: string | null;
}

/** What to tell the person whose server does not start. Never holds a password. */
export function explain(error: unknown, place: Place): string {
  if (error instanceof SettingsError) {
    return ['Berth cannot start with these settings:', ...error.problems.map((line) => `  ${line}`)].join('\n');
  }
  if (error instanceof StartError || error instanceof LockedError) return error.message;
  const { code, syscall } = rootOf(error);
  if (syscall === 'listen' || syscall === 'getaddrinfo' || syscall === 'bind') {
    const known = listenSentence(code, place);
    if (known) return known;
  }
  if (place.databaseUrl) {
    const known = databaseSentence(code, place.databaseUrl);
    if (known) return known;
  }
  const message = error instanceof Error ? error.message : String(error);
  return `Berth could not start: ${withoutPassword(message, place.databaseUrl)}`;
}

function listenSentence(code: string, { host, port }: Place): string | null {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is in use. Set PORT to another one, or to 0 for any free one.`;
    case 'EACCES':
      return `This user may not listen on port ${port}. Set PORT to 1024 or higher.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `${host} is not an address of this machine. Set HOST to one that is, or to 0.0.0.0 for all.`;
    default:
      return null;
  }
}

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ECONNRESET',
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
]);

function databaseSentence(code: string, databaseUrl: string): string | null {
  const { hostname, port, pathname, username } = new URL(databaseUrl);
  const server = `${hostname || 'localhost'}:${port || 5432}`;
  if (UNREACHABLE.has(code)) return `The database of DATABASE_URL at ${server} cannot be reached (${code}).`;
  switch (code) {
    case '28P01':
    case '28000':
      return `The database at ${server} refuses the user ${decodeURIComponent(username)} or its password (DATABASE_URL).`;
    case '3D000':
      return `There is no database ${decodeURIComponent(pathname.slice(1))} at ${server} (DATABASE_URL). Create it first.`;
    case '42501':
      return `The user of DATABASE_URL may not create tables in the database at ${server}.`;
    case '57P03':
    case '53300':
      return `The database at ${server} does not take connections now (${code}). Try again in a moment.`;
    default:
      return null;
  }
}

/** The code and call of the innermost error that has a code. An AggregateError holds one per address tried. */
function rootOf(error: unknown): { code: string; syscall: string } {
  let found = { code: '', syscall: '' };
  for (let cause: unknown = error, depth = 0; cause instanceof Error && depth < 8; depth++) {
    const { code, syscall } = cause as { code?: unknown; syscall?: unknown };
    if (typeof code === 'string') found = { code, syscall: typeof syscall === 'string' ? syscall : '' };
    cause = cause instanceof AggregateError ? cause.errors[0] : cause.cause;
  }
  return found;
}

function withoutPassword(text: string, databaseUrl: string | null): string {
  if (!databaseUrl) return text;
  const { password } = new URL(databaseUrl);
  const forms = [databaseUrl, password, decodeURIComponent(password)].filter((form) => form !== '');
  return forms.reduce((rest, form) => rest.replaceAll(form, '…'), text);
}
