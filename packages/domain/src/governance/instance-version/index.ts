import { hash } from 'node:crypto';
import { type Database, madeOnce, runPrepared, sharedQuestion } from '@berth/db';
import { type Context, INSTANCE, type Resource } from '@berth/resource';
import { eq, sql } from 'drizzle-orm';
import { auditHeads } from '../audit-event/table.ts';
import { changeCounter } from '../changes/table.ts';

/** The questions, by instance: about 500 kB. */
const questions = madeOnce<() => Promise<string>>(1_000);

/**
 * Reads the version of everything that an instance shows: a text that is another one after each write of the instance,
 * of the shipped catalogue, or of rows that no audit event records. Rows that are read later are at least as new as it.
 *
 * Every write appends its audit events in its own transaction and so changes the newest hash of a lane; `countChange`
 * stands for the rest. The callers that wait at the same time share one small statement, which was sent after all of
 * them have asked.
 */
export const versionOfInstance = ({
  database,
  instanceId,
}: Pick<Context, 'database' | 'instanceId'>): Promise<string> =>
  questions(database, instanceId, () => sharedQuestion(() => read(database, instanceId)))();

/**
 * Tells if the version of the instance is another one after every change of the rows of a resource. Citus commits the
 * counter of changes and a row on different nodes, one after the other.
 */
export const isVersioned = ({ database }: Pick<Context, 'database'>, { read }: Resource): boolean =>
  read.drifts === undefined && !database.isDistributed;

async function read(database: Database, instanceId: string): Promise<string> {
  const [row] = await runPrepared(
    { db: database.read, database },
    'instance-version',
    (db) =>
      db
        .select({
          heads: sql<string | null>`string_agg(${auditHeads.hash}, '' order by ${auditHeads.lane})`,
          counted: sql<string | null>`(select ${changeCounter.value}::text from ${changeCounter})`,
        })
        .from(auditHeads)
        .where(eq(auditHeads.instance_id, sql.placeholder(INSTANCE))),
    { [INSTANCE]: instanceId },
  );
  return hash('sha256', `${row?.counted ?? ''}.${row?.heads ?? ''}`, 'base64');
}
