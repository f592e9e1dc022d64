import {
  type Database,
  hasCitus,
  isStorageFull,
  openBesideCitus,
  openPostgres,
  type PostgresOptions,
  readAddress,
  unreachableCode,
} from '@berth/db';
import { type Migrate, migrateFully } from './migrate.ts';
import { explainOtherVersion } from './other-version.ts';
import { codeOf, ownWordsOf, StartError, startErrors } from './start-error.ts';

const OLDEST_SERVER = 15;

/** Opens the PostgreSQL of DATABASE_URL, and migrates it unless `migrations` is null. */
export async function openServer(
  url: string,
  migrations: string | null,
  options: PostgresOptions = {},
  migrate: Migrate = migrateFully,
): Promise<Database> {
  let database = openPostgres(url, options);
  try {
    await requireVersion(database);
    if (await hasCitus(database.read)) {
      await database.close();
      await openBesideCitus(url, async (citus) => {
        database = openPostgres(url, { ...options, isDistributed: (citus?.distributed ?? 0) > 0 });
        await requireVersion(database); // connects
      });
    }
    if (migrations !== null) await migrate(database, migrations);
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
  throw startErrors.oldPostgres({ major, needed: OLDEST_SERVER });
}

function explain(error: unknown, url: string): StartError {
  if (error instanceof StartError) return error;
  const database = `The database of DATABASE_URL at ${serverOf(url)}`;
  return explainOtherVersion(error, database, 'set DATABASE_URL to an empty one') ?? explained(error, url);
}

/** Explains why the PostgreSQL of a URL cannot be used. */
export function explained(cause: unknown, url: string): StartError {
  if (isStorageFull(cause)) return startErrors.diskFull({ cause });
  const { pathname = '', username = '' } = readAddress(url)?.first ?? {};
  const server = serverOf(url);
  const user = decode(username);
  const code = unreachableCode(cause) ?? codeOf(cause) ?? 'no code';
  switch (code) {
    case '28P01':
    case '28000':
      return startErrors.login({ server, user }, { cause });
    case '3D000':
      return startErrors.noDatabase({ database: decode(pathname.slice(1)), server }, { cause });
    case '42501':
      return startErrors.noRight({ user, server }, { cause });
    case '53300':
    case '57P03':
      return startErrors.noConnections({ server, code }, { cause });
    case '08P01':
      return startErrors.pooler({ server }, { cause });
    case 'CONNECTION_DESTROYED': // the driver leaves a server that takes no writes
      return startErrors.standby({ server }, { cause });
    case 'CONNECTION_CLOSED':
      return startErrors.notPostgres({ server }, { cause });
    default:
      if (unreachableCode(cause)) return startErrors.unreachable({ server, code }, { cause });
      return startErrors.migration({ server, code, reason: ownWordsOf(cause) }, { cause });
  }
}

/** The hosts and ports of a PostgreSQL, without the user and the password. */
export const serverOf = (url: string): string => readAddress(url)?.hosts.join(' or ') ?? '';

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
