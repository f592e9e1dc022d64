import { callOperation } from './call.ts';
import type { Berth } from './generated/methods.ts';
import { operations } from './generated/operations.ts';
import { type ClientSettings, connect } from './settings.ts';

/**
 * A client of the server at `url`. Every operation of its document is a method by its id:
 * `berth.providerConfigs.revisions.restore(id, 1)`.
 *
 * What fails is tried again while that is safe, twice unless told otherwise, after the time that the server asks for
 * or one that grows: reads always; what creates or acts under an `Idempotency-Key` that is made for each call; other
 * changes when the server says that it did nothing (429, 503), when nothing was sent, or with `ifMatch`, which is 412
 * when the first try was done after all.
 * @throws TypeError for a url or key that cannot be one.
 */
export function createClient(settings: ClientSettings): Berth {
  const connection = connect(settings);
  const berth: Group = {};
  for (const operation of operations) {
    const names = operation.id.split('.');
    const method = names.pop() ?? '';
    const group = names.reduce<Group>(groupIn, berth);
    group[method] = (...args) => callOperation(connection, operation, args);
  }
  return berth as unknown as Berth; // both are generated from one document
}

type Method = (...args: unknown[]) => unknown;
interface Group {
  [name: string]: Group | Method;
}

function groupIn(group: Group, name: string): Group {
  const below = (group[name] ?? {}) as Group;
  group[name] = below;
  return below;
}
