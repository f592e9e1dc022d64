import { callOperation } from './call.ts';
import type { Berth } from './generated/methods.ts';
import { operations } from './generated/operations.ts';
import { type ClientSettings, connect } from './settings.ts';

/**
 * Makes a client of the server at `url`. Every operation of its document is a method, named by its id:
 * `berth.providerConfigs.revisions.restore(id, 1)`.
 *
 * A failed call is retried while that is safe, at most twice by default, after the wait that the server asks for or one
 * that grows. Reads are always retried. Operations that take an `Idempotency-Key` are retried with the key made for the
 * call. Other changes are retried when the server says that it did nothing (429, 503), when nothing was sent, or with
 * `ifMatch`: if the first try took effect, the second one is answered with 412.
 * @throws TypeError for a malformed url or key.
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
