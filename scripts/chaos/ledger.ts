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
  /** The requests without an answer: the server of each, and the moment at which it ended. */
  unanswered: { request: string; url: string; at: number }[];
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
  unanswered: [],
  position: null,
  breaches: [],
  times: [],
});

export const acknowledgedOf = ({ kept }: Ledger): number =>
  kept.reduce((sum, { acknowledged }) => sum + acknowledged, 0);

/** The kill of a process: its server, and the moment before the signal. */
export interface Kill {
  url: string;
  at: number;
}

/** Tells of each request without an answer whose server had not been killed when it ended. */
export function unexplained({ unanswered }: Ledger, kills: readonly Kill[] = []): string[] {
  const others = unanswered.filter(({ url, at }) => !kills.some((kill) => kill.url === url && kill.at <= at));
  return others.map(({ request }) => `${request} has no answer from a server that was not killed`);
}

/** Tells the number of answers by status in a sentence. */
export function told(ledger: Ledger): string {
  const { 200: _done, ...others } = ledger.statuses;
  const more = Object.entries(others).map(
    ([status, count]) => `${count} × ${status === 'none' ? 'no answer' : status}`,
  );
  return [`${acknowledgedOf(ledger)} acknowledged writes`, ...more].join(', ');
}
