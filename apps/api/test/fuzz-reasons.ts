import type { FuzzedOperation } from './fuzz-operations.ts';

/** A request that the document takes, and the refusal that it got. */
export interface Refused {
  operation: FuzzedOperation;
  status: number;
  target: string;
  sent: unknown;
  answer: string;
}

interface Reason {
  why: string;
  applies(refused: Refused): boolean;
}

/** What a schema of the document cannot say, and what is refused for it. */
const reasons: Reason[] = [];

export const isExcused = (refused: Refused): boolean => reasons.some(({ applies }) => applies(refused));
