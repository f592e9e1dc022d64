import type { Database } from '@berth/db';
import type { TestDatabase } from '@berth/db/testing';

interface Prepared {
  execute(...parameters: unknown[]): unknown;
}

interface Session {
  prepareQuery(...parameters: unknown[]): Prepared;
}

/** Counts the statements of the read pool. The session prepares every statement of drizzle and then executes it. */
export function countReads({ read }: Database): { read: number } {
  const counted = { read: 0 };
  const { session } = read as unknown as { session: Session };
  const prepareQuery = session.prepareQuery.bind(session);
  session.prepareQuery = (...parameters) => {
    const prepared = prepareQuery(...parameters);
    const execute = prepared.execute.bind(prepared);
    prepared.execute = (...values) => {
      counted.read++;
      return execute(...values);
    };
    return prepared;
  };
  return counted;
}

/** Notes the text of each statement that a transaction of a database sends, without begin and commit. */
export const countWrites = (database: TestDatabase, written: string[]): TestDatabase => ({
  ...database,
  transaction: (run, options) =>
    database.transaction((tx) => {
      // drizzle's types do not show the session
      const { session } = tx as unknown as { session: { logger: { logQuery(text: string): void } } };
      session.logger = { logQuery: (text) => void written.push(text) };
      return run(tx);
    }, options),
});
