import { type SQL, sql } from 'drizzle-orm';

/*
 * SQL in a form that leads PostgreSQL to the plan that is meant.
 */

/** A number that is part of the statement: a generic plan assumes that a parameter asks for a tenth of the table. */
export const literal = (limit: number): SQL => sql.raw(String(limit));

/** A limit for the builder, which would turn a plain number into a parameter. */
export const fixed = (limit: number): number => literal(limit) as unknown as number;
