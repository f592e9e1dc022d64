/** A config that a writer has made, as far as the answers tell. */
export interface Kept {
  id: string;
  label: string;
  /** The last change that was acknowledged, and later ones whose outcome is unknown. */
  steps: number[];
  archived: 'no' | 'yes' | 'unknown';
  /** The number of acknowledged writes, and of those with an unknown outcome. */
  acknowledged: number;
  unknown: number;
}

/** Everything that the writers of a case were told. */
export interface Ledger {
  kept: Kept[];
  /** The labels of configs whose creation was not answered, or with an unknown outcome. */
  open: string[];
  /** The labels of configs whose creation was refused: they must not be there. */
  refused: string[];
  /** The number of answers by status; `none` for a request without one. */
  statuses: Record<string, number>;
  /** The newest place of a write in the log, with replicas. */
  position: string | null;
  /** Promises that an answer broke. */
  breaches: string[];
  /** Milliseconds of each answered request. */
  times: number[];
}

export const newLedger = (): Ledger => ({
  kept: [],
  open: [],
  refused: [],
  statuses: {},
  position: null,
  breaches: [],
  times: [],
});

export const acknowledgedOf = ({ kept }: Ledger): number =>
  kept.reduce((sum, { acknowledged }) => sum + acknowledged, 0);

/** Tells the number of answers by status in a sentence. */
export function told(ledger: Ledger): string {
  const { 200: _done, ...others } = ledger.statuses;
  const more = Object.entries(others).map(
    ([status, count]) => `${count} × ${status === 'none' ? 'no answer' : status}`,
  );
  return [`${acknowledgedOf(ledger)} acknowledged writes`, ...more].join(', ');
}
