import { overlay } from '../environment/overlay.ts';
import { refuseHidden, resolveConfig } from '../environment/resolved.ts';
import { variablesOf } from '../environment/variables.ts';
import type { Io } from '../io.ts';
import { openClient } from '../session/connection.ts';
import { UsageError } from '../usage-error.ts';
import { namingOf } from './flags.ts';
import type { Given } from './parse-flags.ts';

const HOW = 'It is berth run --config <config> --reason "…" -- <program> [<argument>…].';

/**
 * Runs a program with the value of a config in its environment, and resolves to the exit code of the program. The value
 * is written nowhere. @throws UsageError.
 */
export async function runWithConfig(
  { words, values }: Given,
  io: Io,
  [program, ...behind]: readonly string[],
): Promise<number> {
  const text = (flag: string) => values.get(flag)?.map(String)[0];
  const config = text('config');
  if (words.length > 0) throw new UsageError(`berth run does not know what to do with ${words[0]}.`, HOW);
  if (config === undefined) throw new UsageError('berth run needs --config.', HOW);
  if (program === undefined) throw new UsageError('berth run needs a program.', HOW);
  const reason = text('reason') ?? null;
  const berth = await openClient(io, text('profile'), true);
  const answer = await resolveConfig(berth, config, reason, io);
  refuseHidden(answer);
  const env = overlay(io.env, variablesOf(answer.value, namingOf(values)));
  io.signal.throwIfAborted();
  return io.runProgram(program, behind, env);
}
