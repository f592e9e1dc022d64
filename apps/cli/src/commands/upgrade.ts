import { exitCodes } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { openClient } from '../session/connection.ts';
import { moveTo } from '../upgrade/move.ts';
import { printReport } from '../upgrade/report.ts';
import { findTarget } from '../upgrade/target.ts';
import { UsageError } from '../usage-error.ts';
import type { Given } from './parse-flags.ts';

const HOW = 'It is berth upgrade plan|apply <deployment or provider> [--to <version>].';

/**
 * Reports what a version would break, and with `apply` moves to it. Exits with 2 when something breaks, or may break:
 * then nothing is moved, unless it is forced. `apply` moves no vault and no auth config, so these do not hold it up.
 * @throws UsageError.
 */
export async function upgrade({ words, values }: Given, io: Io): Promise<number> {
  const [verb, word, ...more] = words;
  if ((verb !== 'plan' && verb !== 'apply') || word === undefined || more.length > 0)
    throw new UsageError(HOW);
  const [force, yes, json] = [values.has('force'), values.has('yes'), values.has('json')];
  if (verb === 'plan' && (force || yes))
    throw new UsageError('--force and --yes are for berth upgrade apply.');
  const text = (flag: string) => values.get(flag)?.map(String)[0];
  const berth = await openClient(io, text('profile'), json);
  const target = await findTarget(berth, word, text('to'), io.signal);
  const { whole, configs } = await printReport(io, berth, target, json);
  const { counts } = whole;
  if (counts.undecided > 0) {
    io.stderr.write('Undecided depends on secrets: use a key that may reveal them.\n');
  }
  const isClean = counts.breaks + counts.undecided === 0;
  if (verb === 'plan') return (isClean ? exitCodes.done : exitCodes.breaks).code;
  const others = counts.breaks + counts.undecided - configs;
  if (others > 0 && configs === 0) {
    io.stderr.write(`Vaults and auth configs stay as they are: ${others} of them would need a change.\n`);
  }
  if (configs > 0 && !force) {
    io.stderr.write('Nothing was moved. Fix what breaks, or add --force to move it and mark it invalid.\n');
    return exitCodes.breaks.code;
  }
  if (!yes) throw new UsageError('Nothing was moved.', 'Add --yes to move.');
  const moved = await moveTo(io, berth, target, force);
  if (json) io.stdout.write(`${JSON.stringify({ object: 'upgrade', ...moved })}\n`);
  else {
    const { deployments, configs, invalid } = moved;
    const after = invalid > 0 ? ` Invalid now: ${invalid}.` : '';
    io.stdout.write(`Moved: deployments ${deployments}, configs ${configs}.${after}\n`);
  }
  return exitCodes.done.code;
}
