/** The SQLSTATE of a failed statement and the constraint it broke, whichever driver threw it. */
export interface SqlFailure {
  state: string;
  constraint: string | null;
}

/** Reads the SQLSTATE out of an error or its causes; null when the error is not the database's. */
export function sqlFailure(error: unknown): SqlFailure | null {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) {
    const { code, constraint_name, constraint } = cause as {
      code?: unknown;
      constraint_name?: unknown;
      constraint?: unknown;
    };
    if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) {
      const name = constraint_name ?? constraint;
      return { state: code, constraint: typeof name === 'string' ? name : null };
    }
  }
  return null;
}
