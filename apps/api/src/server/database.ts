import { type Database, openPostgres, unreachableCode } from '@berth/db';
import { explainOtherVersion } from './other-version.ts';
import { codeOf, ownWordsOf, StartError } from './start-error.ts';

const OLDEST_SERVER = 15;

/** Opens the PostgreSQL of DATABASE_URL and applies the missing migrations. */
export async function openServer(url: string, migrations: string): Promise<Database> {
  const database = openPostgres(url);
  try {
    await requireVersion(database);
    await database.migrate(migrations);
    return database;
  } catch (error) {
    await database.close();
    throw explain(error, url);
  }
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

function explain(error: unknown, url: string): StartError {
  if (error instanceof StartError) return error;
  const database = `The database of DATABASE_URL at ${serverOf(url)}`;
  return (
    explainOtherVersion(error, database, 'set DATABASE_URL to an empty one') ??
    new StartError(sentence(error, url), { cause: error })
  );
}

function sentence(error: unknown, url: string): string {
  const { pathname, username } = new URL(url);
  const server = serverOf(url);
  const code = unreachableCode(error) ?? codeOf(error) ?? 'no code';
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
    case 'CONNECTION_CLOSED':
      return `The database of DATABASE_URL at ${server} does not answer as PostgreSQL does.`;
    default:
      if (unreachableCode(error))
        return `The database of DATABASE_URL at ${server} cannot be reached (${code}).`;
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
