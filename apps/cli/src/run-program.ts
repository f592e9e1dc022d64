import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { exitCodes } from './exit-codes.ts';
import { UsageError } from './usage-error.ts';

/** The signals that are passed on to the program. */
const PASSED_ON = ['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'] as const;
/** The signals that a terminal sends to the program as well. */
const FROM_TERMINAL: readonly string[] = ['SIGINT', 'SIGQUIT'];

/**
 * Runs a program with this environment, on the inputs and outputs of this process. Passes signals on, and resolves to
 * its exit code, which for a program ended by signal n is 128 + n. @throws UsageError when it cannot be started.
 */
export function runProgram(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<number> {
  const isOnTerminal = [process.stdin, process.stdout, process.stderr].some(({ isTTY }) => isTTY);
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'inherit', env });
    const passOn = (signal: NodeJS.Signals) => {
      if (!isOnTerminal || !FROM_TERMINAL.includes(signal)) child.kill(signal);
    };
    const stop = () => {
      for (const signal of PASSED_ON) process.off(signal, passOn);
    };
    for (const signal of PASSED_ON) process.on(signal, passOn);
    child.on('error', (error: { code?: unknown }) => {
      stop();
      reject(notStarted(program, error.code));
    });
    child.on('exit', (code, signal) => {
      stop();
      resolve(signal === null ? (code ?? exitCodes.done.code) : 128 + constants.signals[signal]);
    });
  });
}

function notStarted(program: string, code: unknown): UsageError {
  if (code === 'ENOENT') {
    return new UsageError(`There is no program ${program}.`, null, exitCodes.noProgram.code);
  }
  const why = typeof code === 'string' ? code : 'unknown';
  return new UsageError(`${program} cannot be started (${why}).`, null, exitCodes.notStarted.code);
}
