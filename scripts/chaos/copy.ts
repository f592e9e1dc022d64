import type { Answer } from './ask.ts';
import { type Kept, type Ledger, newLedger } from './ledger.ts';

/**
 * Returns the ledger of a copy of the database, with each config as the copy has it: its writes, of which the audit
 * trail of the copy must have an event each, are counted from its state. A state that is older than `before`, what was
 * acknowledged when the copy began, is a breach. So is one that no writer sent until `after`.
 */
export async function ledgerOfCopy(
  before: readonly Kept[],
  after: Ledger,
  read: (id: string) => Promise<Answer | null>,
): Promise<Ledger> {
  const ledger = { ...newLedger(), open: [...after.open], refused: after.refused };
  const earlier = new Map(before.map((config) => [config.id, config]));
  for (const config of after.kept) {
    const answer = await read(config.id);
    const then = earlier.get(config.id);
    if (answer?.status === 404 && !then) {
      ledger.open.push(config.label); // made after the copy
      continue;
    }
    const found = asCopied(answer, then, config);
    if (typeof found === 'string')
      ledger.breaches.push(`${config.label} (${config.id}) in the copy: ${found}`);
    else ledger.kept.push(found);
  }
  return ledger;
}

/** Finds the state of a config in the copy; a sentence about one that it cannot have there. */
function asCopied(answer: Answer | null, then: Kept | undefined, now: Kept): Kept | string {
  if (answer?.status !== 200) return `is ${answer?.status ?? 'without an answer'}`;
  const step = Number(/ v(\d+)$/.exec(String(answer.body.name))?.[1]);
  const [oldest, newest] = [Math.min(...(then?.steps ?? [0])), Math.max(...now.steps)];
  if (!(step >= oldest && step <= newest)) return `has step ${step}, not one of ${oldest} to ${newest}`;
  const isArchived = answer.body.status === 'archived';
  const isImpossible = isArchived ? now.archived === 'no' : then?.archived === 'yes';
  if (isImpossible) return `is ${String(answer.body.status)}`;
  const writes = 1 + step + (isArchived ? 1 : 0);
  const { id, label, unknown } = now;
  return {
    id,
    label,
    unknown,
    steps: [step],
    archived: isArchived ? 'yes' : 'no',
    acknowledged: writes - unknown,
  };
}
