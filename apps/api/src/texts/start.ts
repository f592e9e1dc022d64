import type { Text } from '@berth/kernel';

/** The reasons for which a start fails, or one of the programs: key, backup, restore, distribute. */
export const startTexts = {
  directory: {
    message: 'The data directory {path} cannot be created or written.',
    hint: 'Give this user the right to write it, or set BERTH_DATA_DIR to another directory.',
  },
  locked: {
    message: 'The data directory {path} is in use by process {pid}.',
    hint: 'Stop it first, or set BERTH_DATA_DIR to another directory.',
  },
  lockedElsewhere: {
    message: 'The data directory {path} is in use by process {pid} on {host}.',
    hint: 'Stop it first, or set BERTH_DATA_DIR to another directory.',
  },
  givesNoKey: {
    message: 'Process {pid} holds the data directory {path} and gives no key.',
    hint: 'Stop it, and run this again.',
  },
  embeddedDamaged: {
    message: 'The database in {path} cannot be opened: {reason}.',
    hint: 'If files of Berth are missing, install it anew. Else the database is damaged, or of another version: put a copy of it back, or set BERTH_DATA_DIR to another directory.',
  },
  embeddedMigration: {
    message: 'The database in {path} cannot be brought up to date ({code}): {reason}.',
    hint: 'Correct that and start again, or put a copy of the directory back.',
  },
  newerVersion: {
    message:
      '{database} is of a newer version of Berth (it has {applied} migrations, {version} knows {known}).',
    hint: 'Start that version, or {elsewhere}.',
  },
  unknownVersion: {
    message:
      '{database} is of a version of Berth that {version} does not upgrade (its migration {place} of {applied} is unknown).',
    hint: 'Start that version, or {elsewhere}.',
  },
  keyFileDamaged: {
    message: '{file} is damaged: it must hold {bytes} bytes in base64.',
    hint: 'Put a copy of the file back, or set BERTH_MASTER_KEY to the key it held.',
  },
  keyFileMissing: {
    message: '{file} is missing, and the saved values cannot be opened without it.',
    hint: 'Put the file back, or set BERTH_MASTER_KEY to the key it held.',
  },
  noMasterKey: {
    message: 'There is no master key.',
    hint: 'Set BERTH_MASTER_KEY or BERTH_TRANSIT_URL.',
  },
  keysTogether: {
    message: 'The master keys cannot be used together: {reason}.',
    hint: 'Correct BERTH_MASTER_KEY.',
  },
  localKeyNeeded: {
    message: 'Saved values need the master key {id}, which Berth was not given.',
    hint: 'Add it to BERTH_MASTER_KEY, behind the active one.',
  },
  transitKeyNeeded: {
    message: 'Saved values need the master key {id}, which Berth was not given.',
    hint: 'It is a version of a Transit key: set BERTH_TRANSIT_URL, BERTH_TRANSIT_MOUNT and BERTH_TRANSIT_KEY to where it is, and look at the min_decryption_version of the key.',
  },
  transit: { message: '{reason}.', hint: 'Look at BERTH_TRANSIT_URL and BERTH_TRANSIT_TOKEN.' },
  dataKey: {
    message:
      'A stored data key does not open under its own master key: the row was changed, or another key has its id.',
    hint: 'Put a backup of the database back, or give BERTH_MASTER_KEY the right key.',
  },
  oldPostgres: {
    message: 'The database of DATABASE_URL is PostgreSQL {major}; Berth needs {needed} or newer.',
    hint: 'Upgrade it, or set DATABASE_URL to a newer server.',
  },
  login: {
    message: 'The database at {server} refuses the user {user} or its password.',
    hint: 'Correct them in DATABASE_URL.',
  },
  noDatabase: {
    message: 'There is no database {database} at {server}.',
    hint: 'Create it first, or correct DATABASE_URL.',
  },
  noRight: {
    message: 'The user {user} may not create tables in the database at {server}.',
    hint: 'Grant it CREATE on the database and its schema public, or name another user in DATABASE_URL.',
  },
  noConnections: {
    message: 'The database at {server} takes no connections at the moment ({code}).',
    hint: 'Start again later, or raise its max_connections.',
  },
  standby: {
    message: 'The database at {server} is a standby, which takes no writes.',
    hint: 'Name the primary in DATABASE_URL, or both with a comma between; a standby may stand in DATABASE_READ_URLS.',
  },
  pooler: {
    message: 'The server at {server} refuses a setting of the connection, as PgBouncer does.',
    hint: 'Set DATABASE_POOLED=true, or name PostgreSQL itself in DATABASE_URL.',
  },
  notPostgres: {
    message: 'The database of DATABASE_URL at {server} does not answer as PostgreSQL does.',
    hint: 'Correct the host and the port in DATABASE_URL.',
  },
  unreachable: {
    message: 'The database of DATABASE_URL at {server} cannot be reached ({code}).',
    hint: 'Start the database, or correct the host and the port in DATABASE_URL.',
  },
  diskFull: {
    message: 'The disk of the database is full.',
    hint: 'Make room on it, and start again.',
  },
  migration: {
    message: 'The database at {server} cannot be prepared ({code}): {reason}.',
    hint: 'Correct that in the database, and start again.',
  },
  noServerToDistribute: {
    message: 'The embedded database cannot be distributed.',
    hint: 'Set DATABASE_URL to a PostgreSQL with the extension Citus.',
  },
  distributePooled: {
    message:
      'DATABASE_POOLED is set, and tables are distributed over a connection to PostgreSQL itself only.',
    hint: 'Name PostgreSQL in DATABASE_URL, set DATABASE_POOLED=false, and run this again.',
  },
  noCitus: {
    message: 'The database at {server} lacks the extension Citus, and its tables stay as they are.',
    hint: 'Install it on every node and run CREATE EXTENSION citus in the database, as docs/scale.md describes.',
  },
  notMigrated: {
    message: 'The database at {server} lacks tables of this version.',
    hint: 'Start the server on it once, stop it, and run this again.',
  },
  inUse: {
    message:
      'Servers of Berth use the database at {server}, and its foreign keys cannot be dropped meanwhile.',
    hint: 'Stop them, and run this again.',
  },
  usedMeanwhile: {
    message:
      'A server of Berth has connected to the database at {server}, whose tables are distributed in part only.',
    hint: 'Stop it, and run this again before you start a server: it does the rest.',
  },
  distribution: {
    message: 'The tables of the database at {server} are distributed in part only ({code}): {reason}.',
    hint: 'Correct that, and run this again before you start the server: it does the rest.',
  },
  portInUse: {
    message: 'Port {port} on {host} is in use.',
    hint: 'Set {setting} to another one, or to 0 for any free one.',
  },
  portForbidden: {
    message: 'This user may not listen on port {port}.',
    hint: 'Set {setting} to 1024 or higher.',
  },
  noAddress: {
    message: '{host} is not an address of this machine.',
    hint: 'Set HOST to one that is, or to 0.0.0.0 for all.',
  },
  fileExists: {
    message: 'The file {file} exists already.',
    hint: 'Choose another name, or remove it.',
  },
  fileUnwritable: {
    message: 'The file {file} cannot be written ({code}).',
    hint: 'Choose a folder with room that this user may write to.',
  },
  fileUnreadable: {
    message: 'The file {file} cannot be read ({code}).',
    hint: 'Correct the name, or the rights of the file.',
  },
  databaseLost: {
    message: 'The connection to the database was lost ({code}), and nothing was changed.',
    hint: 'Run this again when the database is back.',
  },
  databaseLostAtStart: {
    message: 'The connection to the database was lost during the start ({code}).',
    hint: 'Start again when the database is back. If no key is shown then, `npm run key` makes one.',
  },
  outcomeUnknown: {
    message: 'The connection to the database was lost during the commit, and the change may have been made.',
    hint: 'Run this again when the database is back.',
  },
  backupFailed: {
    message:
      'The server in process {pid}, which holds the data directory {path}, has not finished the backup.',
    hint: 'Its log says why. Or stop it, and run this again.',
  },
  nothingToBackUp: {
    message: 'There is no database in {path}.',
    hint: 'Set BERTH_DATA_DIR to the data directory, or DATABASE_URL to the database.',
  },
  otherSchema: {
    message:
      'The database is of another version of Berth (it has {applied} migrations, {version} has {known}), and nothing was changed.',
    hint: 'Use the version that serves it, or an empty database. A restore that was cut short leaves such a database: make it anew.',
  },
  backupOfOtherSchema: {
    message:
      'Berth {version} backs up a database of its own version only: this one has {applied} migrations, not {known}.',
    hint: 'Make the backup with the version that serves the database.',
  },
  noBackup: {
    message: 'The file {file} is no backup of Berth.',
    hint: 'Name a file that `npm run backup` has written.',
  },
  backupDamaged: {
    message: 'The backup {file} is damaged: it was cut or changed.',
    hint: 'Take another copy of it, or another backup.',
  },
  backupOfOtherVersion: {
    message: 'The backup {file} is of Berth {release}, and Berth {version} has another schema.',
    hint: 'Restore it with Berth {release}, and start this version then: it upgrades the database.',
  },
  restoreNotEmpty: {
    message: 'A backup is restored into an empty database only: this one has rows in {table}.',
    hint: 'Set DATABASE_URL to an empty database, or BERTH_DATA_DIR to a new directory.',
  },
  basePathTaken: {
    message: 'BASE_PATH cannot begin with /{segment}: Berth has a path of that name.',
    hint: 'Set BASE_PATH to another path, such as /berth.',
  },
  listen: {
    message: 'Berth cannot listen on port {port} of {host} ({code}).',
    hint: 'Set {setting} and HOST to others.',
  },
} as const satisfies Record<string, Text>;
