import postgres from 'postgres';

/** The rows of one insert: few enough to be sorted in memory, or nearly. */
const SLICE = 200_000;
/** The connections that load rows, and that make indexes. */
const CONNECTIONS = 2;

/**
 * Loads many rows into a table without its secondary indexes, and makes these afterwards, because to sort the keys of
 * an index once is several times faster than to place each. `insert` gets a range of numbers from 1 to `rows`. The
 * connections must belong to a superuser.
 */
export async function loadInBulk(
  url: string,
  { table, rows }: { table: string; rows: number },
  insert: (sql: postgres.Sql, range: { from: number; to: number }) => Promise<void>,
): Promise<void> {
  const connections = Array.from({ length: CONNECTIONS }, () =>
    postgres(url, {
      max: 1,
      onnotice: () => {},
      connection: { maintenance_work_mem: '512MB', work_mem: '128MB', synchronous_commit: 'off' },
    }),
  );
  const [first] = connections as [postgres.Sql];
  /** Takes the next of the tasks on each connection until none is left. */
  const share = async (tasks: ((sql: postgres.Sql) => Promise<unknown>)[]): Promise<void> => {
    await Promise.all(
      connections.map(async (sql) => {
        for (let task = tasks.shift(); task; task = tasks.shift()) await task(sql);
      }),
    );
  };
  try {
    const indexes = await first<{ name: string; definition: string }[]>`
      select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
      from pg_index i where indrelid = ${table}::regclass
      and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
      order by pg_get_indexdef(indexrelid) not like '% USING gin %'`; // the slowest one first
    for (const { name } of indexes) await first.unsafe(`drop index ${name}`);
    const slices = Array.from({ length: Math.ceil(rows / SLICE) }, (_, n) => ({
      from: n * SLICE + 1,
      to: Math.min((n + 1) * SLICE, rows),
    }));
    await share(slices.map((range) => (sql) => insert(sql, range)));
    await share(
      indexes.map(
        ({ definition }) =>
          (sql) =>
            sql.unsafe(definition),
      ),
    );
    await first.unsafe(`vacuum (analyze) ${table}`);
  } finally {
    await Promise.all(connections.map((sql) => sql.end()));
  }
}
