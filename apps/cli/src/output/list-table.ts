import { type Berth, isBerthError } from '@berth/client';

/** The rows of a table, and its columns in order; null when they follow from the rows. */
export interface Table {
  rows: readonly object[];
  columns: readonly string[] | null;
}

/**
 * Makes the table of the items of a list: names in place of ids where the table has a column for them. A name that the
 * key may not read stays an id.
 */
export async function tableOf(berth: Berth, items: readonly object[], signal: AbortSignal): Promise<Table> {
  const rows = items as readonly Row[];
  const columns = columnsOf[String(rows[0]?.object)] ?? null;
  const names = await namesOf(berth, rows, signal);
  return { rows: rows.map((row) => shownRow(row, names)), columns };
}

/** The columns of the lists that people read most. */
const columnsOf: Readonly<Record<string, readonly string[]>> = {
  api_key: 'id name type status scopes reach expires_at last_used_at allowed_ips created_at'.split(' '),
  audit_event: 'created_at action actor reason resource_id id'.split(' '),
  provider: 'slug name version status access id updated_at'.split(' '),
  'provider.config':
    'id handle name status provider version enabled deployment vault is_default invalid updated_at'.split(
      ' ',
    ),
  'provider.config_vault': 'id name status provider version deployment revision updated_at'.split(' '),
  'provider.deployment': 'id name status provider version locked managed internal updated_at'.split(' '),
  'provider.version': 'provider version is_current name id created_at'.split(' '),
};

type Row = Readonly<Record<string, unknown>>;

interface Names {
  /** The slug and the current version of each provider. */
  providers: ReadonlyMap<string, { slug: string; version: string | undefined }>;
  /** The version of each specification. */
  versions: ReadonlyMap<string, string>;
  /** The name of each key. */
  keys: ReadonlyMap<string, string>;
}

const MOST = 100;

async function namesOf(berth: Berth, rows: readonly Row[], signal: AbortSignal): Promise<Names> {
  const options = { limit: MOST, order: 'desc', signal } as const;
  const [providers, keys] = await Promise.all([
    readable(
      textsIn(rows, ({ provider_id }) => provider_id),
      (id) => berth.providers.list({ ...options, id }),
    ),
    readable(textsIn(rows, keyOf), (id) => berth.apiKeys.list({ ...options, id })),
  ]);
  const versions = new Map(
    providers.flatMap(({ current_version: current }) =>
      current?.specification_id ? [[current.specification_id, current.version] as const] : [],
    ),
  );
  const older = textsIn(rows, ({ object, provider_id, specification_id }) =>
    object !== 'provider.version' && specification_id && !versions.has(String(specification_id))
      ? provider_id
      : null,
  );
  const others = await readable(older, (provider_id) =>
    berth.providerVersions.list({ ...options, provider_id }),
  );
  for (const { specification_id, version } of others) {
    if (specification_id !== null && !versions.has(specification_id)) versions.set(specification_id, version);
  }
  return {
    providers: new Map(
      providers.map(({ id, slug, current_version }) => [id, { slug, version: current_version?.version }]),
    ),
    versions,
    keys: new Map(keys.map(({ id, name }) => [id, name])),
  };
}

const textsIn = (rows: readonly Row[], pick: (row: Row) => unknown): string[] => [
  ...new Set(rows.map(pick).filter((text) => typeof text === 'string')),
];

/** Reads the rows that a list of ids names, without a request for none; none for a key that may not read them. */
async function readable<T>(
  ids: string[],
  read: (ids: string[]) => PromiseLike<{ items: T[] }>,
): Promise<T[]> {
  if (ids.length === 0) return [];
  try {
    return (await read(ids)).items;
  } catch (error) {
    if (isBerthError(error, 'forbidden')) return [];
    throw error;
  }
}

/** Finds the key behind a row: the actor of an event, or the one that made the row. */
function keyOf(row: Row): string | null {
  const key = actorOf(row) ?? row.created_by;
  return typeof key === 'string' && key.startsWith('apk_') ? key : null;
}

/** Returns the id of the actor of an event: of a key, or of the setup session by whose page it was done. */
const actorOf = ({ actor }: Row): unknown => (actor as { key_id?: unknown } | null | undefined)?.key_id;

function shownRow(row: Row, names: Names): Row {
  const shown: Record<string, unknown> = { ...row };
  const replace = (from: string, to: string, text: unknown) => {
    if (text === undefined) return;
    delete shown[from];
    shown[to] = text;
  };
  const provider = names.providers.get(String(row.provider_id));
  const key = keyOf(row);
  const keyName = key === null ? undefined : (names.keys.get(key) ?? key);
  replace('provider_id', 'provider', provider?.slug);
  if (row.version === undefined) {
    replace('specification_id', 'version', names.versions.get(String(row.specification_id)));
  }
  if (row.actor !== undefined) replace('actor', 'actor', keyName ?? actorOf(row));
  if (row.created_by !== undefined) replace('created_by', 'created_by', keyName);
  replace('current_version', 'version', versionIn(row.current_version));
  if (row.object === 'provider.deployment') {
    replace('locked_version', 'version', versionIn(row.locked_version) ?? provider?.version);
    shown.locked = Boolean(row.locked_version);
  }
  replace('deployment', 'deployment', nameIn(row.deployment));
  replace('from_vault', 'vault', nameIn(row.from_vault));
  replace('auth_method', 'auth_method', nameIn(row.auth_method));
  for (const name of LISTS) if (Array.isArray(row[name])) shown[name] = row[name].join(', ');
  if (row.object === 'api_key' && row.reach) shown.reach = Object.values(row.reach).flat().join(', ');
  if (row.is_bootstrap === true) shown.scopes = 'every scope';
  return shown;
}

/** The lists of words that fit into a column. */
const LISTS = ['scopes', 'allowed_ips'];

const versionIn = (version: unknown): string | undefined =>
  (version as { version?: string } | null | undefined)?.version;

/** The key or the name of an embedded row, or its id without one. */
function nameIn(row: unknown): string | null | undefined {
  if (row === undefined || row === null) return row;
  const { id, key, name } = row as { id?: string; key?: string; name?: string | null };
  return key ?? name ?? id;
}
