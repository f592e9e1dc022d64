/** How a try has failed. */
export type Failure =
  | { kind: 'refused'; status: number; reason: string | null; retryAfterMs: number | null }
  /** `unsent` when it is known that the server has seen nothing of it. */
  | { kind: 'broken'; unsent: boolean };

export interface RetryPlan {
  /** Whether doing it twice is as doing it once. */
  repeatable: boolean;
  /** Tries so far, from 1. */
  tries: number;
  mostTries: number;
  /** The longest wait in milliseconds that is worth it. */
  mostWait: number;
}

const BASE_MS = 200;
const CAP_MS = 10_000;

/** The server says that it has done nothing. */
const NOTHING_DONE = [429, 503];
/** Somebody between the server and here says that there was no good answer: the server may have done it. */
const NO_ANSWER = [502, 504];

/**
 * Milliseconds to wait before the next try; null when there should be none. What the server asks for is kept to; else
 * the wait is random up to a limit that doubles each time, so that many callers do not come back at once.
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
  if (NOTHING_DONE.includes(status)) return true;
  return repeatable && (NO_ANSWER.includes(status) || reason === 'idempotency_key_in_use');
}

/** Codes of Node for a connection that never was. Browsers do not say. */
const UNSENT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'];

/** Whether an error of `fetch` says that nothing was sent. */
export function isUnsent(error: unknown): boolean {
  const cause = error instanceof Error ? (error.cause as { code?: unknown } | undefined) : undefined;
  return typeof cause?.code === 'string' && UNSENT.includes(cause.code);
}
