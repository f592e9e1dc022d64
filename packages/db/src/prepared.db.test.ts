import { sql } from 'drizzle-orm';
import { afterAll, describe, expect, test } from 'vitest';
import type { Database } from './database.ts';
import { openPostgres } from './postgres.ts';
import { MAX_PREPARED, runPrepared } from './prepared.ts';
import { openTestDatabase, queryRows, testDriver } from './testing.ts';

const PAGES = ['providers', 'provider-configs', 'provider-deployments', 'provider-config-vaults', 'api-keys'];
const FILTERS = ['id', 'name', 'status', 'enabled', 'created_at', 'updated_at', 'search', 'provider_id'];

/** The embedded database has one connection, to its thread. */
const CONNECTIONS = testDriver() === 'postgres' ? 3 : 1;

interface Shapes {
  database: Database;
  /** Runs a statement of this shape and checks that it returns its parameter and its shape. */
  run(shape: string, seconds?: number): Promise<void>;
  /** Runs all of them, `together` at a time. */
  runAll(shapes: readonly string[], together?: number): Promise<void>;
  /** Counts how often a statement was built for each shape. */
  built: Map<string, number>;
}

async function openShapes(readConnections = CONNECTIONS): Promise<Shapes> {
  const opened = await openTestDatabase();
  const database = opened.url === null ? opened : openPostgres(opened.url, { readConnections });
  afterAll(() => database.close());
  const built = new Map<string, number>();
  let n = 0;
  const run = async (shape: string, seconds = 0) => {
    const params = { n: ++n, seconds };
    const [row] = await runPrepared(
      { db: database.read, database },
      shape,
      (db) => {
        built.set(shape, (built.get(shape) ?? 0) + 1);
        return db
          .select({
            n: sql<number>`${sql.placeholder('n')}::int`,
            shape: sql<string>`${sql.raw(`'${shape}'`)}::text`,
          })
          .from(sql`pg_sleep(${sql.placeholder('seconds')}::float)`);
      },
      params,
    );
    if (row?.n !== params.n || row.shape !== shape) throw new Error(`${shape} gave ${JSON.stringify(row)}`);
  };
  const runAll = async (shapes: readonly string[], together = 30) => {
    for (let start = 0; start < shapes.length; start += together) {
      await Promise.all(shapes.slice(start, start + together).map((shape) => run(shape)));
    }
  };
  return { database, run, runAll, built };
}

/** Lists the statements prepared on each connection of the read pool, by the process id of the backend. */
async function preparedShapes({ database }: Shapes): Promise<Map<number, string[]>> {
  const query = `
    select pg_backend_pid() as pid, substring(statement from '''(.+)''::text') as shape
    from pg_sleep(0.1) left join pg_prepared_statements on true`;
  // Each query occupies a connection, so the next one takes another.
  const answers = await Promise.all(Array.from({ length: CONNECTIONS }, () => queryRows(database, query)));
  return new Map(
    answers.map((rows) => [
      Number(rows[0]?.pid),
      rows.flatMap(({ shape }) => (shape ? [String(shape)] : [])),
    ]),
  );
}

const named = (name: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${name} ${index}`);

const randomOf = (count: number) => Math.floor(Math.random() * count);

/** Returns one of 820,000 shapes that a list can have. */
function randomShape(): string {
  const filters = FILTERS.filter(() => Math.random() < 0.5);
  return `${PAGES[randomOf(PAGES.length)]}|${filters.join()}|${'<>'[randomOf(2)]}${'@'.repeat(randomOf(2))}${randomOf(160)}`;
}

describe('prepared statements', () => {
  test('10,000 random shapes leave the usual ones prepared', { timeout: 120_000 }, async () => {
    const shapes = await openShapes();
    const usual = named('usual', 40);
    for (let turn = 0; turn < 6; turn++) await shapes.runAll(usual);
    const before = await preparedShapes(shapes);
    expect(new Set([...before.values()].flat())).toEqual(new Set(usual));
    const builtBefore = usual.map((shape) => shapes.built.get(shape));

    await shapes.runAll(Array.from({ length: 10_000 }, randomShape));

    const after = await preparedShapes(shapes);
    expect(after.size).toBe(CONNECTIONS);
    for (const [pid, prepared] of before) expect(after.get(pid)).toEqual(expect.arrayContaining(prepared));
    for (const prepared of after.values()) expect(prepared.length).toBeLessThanOrEqual(MAX_PREPARED);
    await shapes.runAll(usual);
    expect(usual.map((shape) => shapes.built.get(shape))).toEqual(builtBefore);
  });
});

describe('statements of a connection', () => {
  test('a connection keeps only its most recent statements, each once', async () => {
    const shapes = await openShapes();
    const many = named('new', 2 * MAX_PREPARED);
    for (const shape of many) await Promise.all([1, 2, 3, 4].map(() => shapes.run(shape)));
    for (const prepared of (await preparedShapes(shapes)).values()) {
      expect(new Set(prepared).size).toBe(prepared.length);
      expect(prepared.length).toBeGreaterThan(MAX_PREPARED / 2);
      expect(prepared.length).toBeLessThanOrEqual(MAX_PREPARED);
    }
    await shapes.runAll(many.slice(-MAX_PREPARED));
    for (const shape of many) expect(shapes.built.get(shape)).toBe(2);
  });

  test('a statement that is evicted while it runs returns its rows and can run again', async () => {
    const shapes = await openShapes(1);
    await shapes.runAll(['slow', 'slow', 'slow'], 1);
    const others = named('other', MAX_PREPARED);
    const running = [shapes.run('slow', 0.3), shapes.run('slow', 0.1)];
    await Promise.all([...running, ...others.flatMap((shape) => [shapes.run(shape), shapes.run(shape)])]);
    expect(shapes.built.get('slow')).toBe(2);
    await shapes.runAll(['slow', 'slow', 'slow'], 1);
    expect(shapes.built.get('slow')).toBe(4);
  });

  test('a statement whose columns have changed is prepared again once', async () => {
    const { database } = await openShapes(1);
    await queryRows(database, 'create table changing (value int); insert into changing values (1)');
    const read = () =>
      runPrepared(
        { db: database.read, database },
        'changing',
        (db) =>
          db
            .select({ value: sql`value` })
            .from(sql`changing`)
            .where(sql`${sql.placeholder('yes')}::boolean`),
        { yes: true },
      );
    const readTogether = () => Promise.all([read(), read(), read(), read()]);
    const rowsOf = (value: unknown) => Array.from({ length: 4 }, () => [{ value }]);
    await readTogether();
    expect(await readTogether()).toEqual(rowsOf(1));
    await queryRows(database, 'alter table changing alter value type text');
    expect(await readTogether()).toEqual(rowsOf('1'));
    const query = `select from pg_prepared_statements where statement like '%from changing where%'`;
    expect(await queryRows(database, query)).toHaveLength(1);
  });
});
