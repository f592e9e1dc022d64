import type { Database } from '@berth/db';

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
