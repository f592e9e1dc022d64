import { type Database, openPostgres } from '@berth/db';
import { codeOf, ownWordsOf, StartError } from './start-error.ts';

const OLDEST_SERVER = 15;
const ANSWER_MS = 12_000;

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
]);

/** Opens the PostgreSQL of DATABASE_URL and applies the migrations it lacks. */
export async function openServer(url: string, migrations: string): Promise<Database> {
  const database = openPostgres(url);
  try {
    await requireAnswer(requireVersion(database), url);
    await database.migrate(migrations);
    return database;
  } catch (error) {
    await database.close();
    throw error instanceof StartError ? error : new StartError(sentence(error, url), { cause: error });
  }
}

/** The driver connects anew without end to what accepts a connection and then drops it. */
async function requireAnswer(answer: Promise<void>, url: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(
        new StartError(
          `The database of DATABASE_URL at ${serverOf(url)} does not answer as PostgreSQL does.`,
        ),
      );
    }, ANSWER_MS);
  });
  await Promise.race([answer, silence]).finally(() => clearTimeout(timer));
}

async function requireVersion(database: Database): Promise<void> {
  const rows = (await database.read.execute('show server_version_num')) as unknown as {
    server_version_num: string;
  }[];
  const major = Math.floor(Number(rows[0]?.server_version_num) / 10_000);
  if (major >= OLDEST_SERVER) return;
  throw new StartError(
    `The database of DATABASE_URL is PostgreSQL ${major}; Berth needs ${OLDEST_SERVER} or newer.`,
  );
}

function sentence(error: unknown, url: string): string {
  const { pathname, username } = new URL(url);
  const server = serverOf(url);
  const code = codeOf(error) ?? 'no code';
  if (UNREACHABLE.has(code)) return `The database of DATABASE_URL at ${server} cannot be reached (${code}).`;
  switch (code) {
    case '28P01':
    case '28000':
      return `The database at ${server} refuses the user ${decode(username)} or its password (DATABASE_URL).`;
    case '3D000':
      return `There is no database ${decode(pathname.slice(1))} at ${server} (DATABASE_URL). Create it first.`;
    case '42501':
      return `The user ${decode(username)} may not create tables in the database at ${server} (DATABASE_URL).`;
    case '53300':
    case '57P03':
      return `The database at ${server} takes no connections at the moment (${code}).`;
    default:
      return `The database at ${server} cannot be prepared (${code}): ${ownWordsOf(error)}`;
  }
}

function serverOf(url: string): string {
  const { hostname, port } = new URL(url);
  return `${hostname || 'localhost'}:${port || 5432}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
