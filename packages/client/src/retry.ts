/** The failure of one try. */
export type Failure =
  | { kind: 'refused'; status: number; reason: string | null; retryAfterMs: number | null }
  /** `unsent` is true when the server is known to have received nothing. */
  | { kind: 'broken'; unsent: boolean };

export interface RetryPlan {
  /** True when sending it twice has the effect of sending it once. */
  repeatable: boolean;
  /** Tries so far, starting at 1. */
  tries: number;
  mostTries: number;
  /** The longest acceptable wait in milliseconds. */
  mostWait: number;
}

const BASE_MS = 200;
const CAP_MS = 10_000;

/** Statuses by which the server says that it did nothing. */
const NOTHING_DONE = [429, 503];
/** Statuses of a gateway that got no valid answer: the server may have acted. */
const NO_ANSWER = [502, 504];

/**
 * Returns the milliseconds to wait before the next try; null when the request must not be retried. It honours the wait
 * that the server asks for. Otherwise the wait is random up to a limit that doubles each time, so that many callers do
 * not come back at once.
 */
export function retryDelay(failure: Failure, plan: RetryPlan, random: () => number): number | null {
  if (plan.tries >= plan.mostTries || !mayRepeat(failure, plan.repeatable)) return null;
  const asked = failure.kind === 'refused' ? failure.retryAfterMs : null;
  if (asked !== null) return asked <= plan.mostWait ? asked : null;
  return Math.floor(random() * Math.min(CAP_MS, BASE_MS * 2 ** (plan.tries - 1)));
}

function mayRepeat(failure: Failure, repeatable: boolean): boolean {
  if (failure.kind === 'broken') return repeatable || failure.unsent;
  const { status, reason } = failure;
  if (reason === 'outcome_unknown' || reason === 'idempotency_key_in_use') return repeatable;
  return NOTHING_DONE.includes(status) || (repeatable && NO_ANSWER.includes(status));
}

/** Node's codes for a connection that was never made. Browsers give no code. */
const UNSENT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'];

/** Reports an error of `fetch` after which nothing was sent. */
export function isUnsent(error: unknown): boolean {
  const cause = error instanceof Error ? (error.cause as { code?: unknown } | undefined) : undefined;
  return typeof cause?.code === 'string' && UNSENT.includes(cause.code);
}
