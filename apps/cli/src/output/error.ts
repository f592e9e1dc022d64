import { BerthError, type Retry } from '@berth/client';
import { Interrupted, type Io } from '../io.ts';
import { UsageError } from '../usage-error.ts';
import { printable } from './printable.ts';
import { styleOf } from './style.ts';

/** Prints an error to standard error: each problem on a line of its own, the hint, the request id. */
export function printError(error: unknown, io: Io): void {
  if (error instanceof Interrupted) return;
  const { red } = styleOf(io.stderr, io);
  const [first = '', ...more] = linesOf(error);
  io.stderr.write(`${[`${red('Error:')} ${first}`, ...more].join('\n')}\n`);
}

/** Explains a wait of a second or more before a retry. */
export function printWait({ error: { code, status }, delay }: Retry, io: Io): void {
  if (delay < 1000) return;
  const why = status === null ? code : `${code}, ${status}`;
  io.stderr.write(`Trying again in ${Math.ceil(delay / 1000)} s (${printable(why)}).\n`);
}

function linesOf(error: unknown): string[] {
  if (error instanceof UsageError) return [error.message, ...(error.hint ? [error.hint] : [])].map(printable);
  if (!(error instanceof BerthError))
    return [printable(error instanceof Error ? error.message : String(error))];
  const { summary, code, status, errors, dependents, requestId } = error;
  const ways = errors.map(({ path }) => printable(path.join('.')) || '(all of it)');
  const indent = Math.max(0, ...ways.map((way) => way.length)) + 2;
  const hint = hintOf(error);
  return [
    printable(`${summary} (${[code, status].filter((part) => part !== null).join(', ')})`),
    ...errors.map((problem, index) => `  ${ways[index]?.padEnd(indent)}${printable(problem.message)}`),
    ...dependents.map(({ object, id, name }) => printable(`  ${object}  ${id}  ${name ?? ''}`.trimEnd())),
    ...(hint === null ? [] : [`Hint: ${printable(hint)}`]),
    ...(requestId === null ? [] : [`Request: ${printable(requestId)}`]),
  ];
}

function hintOf({ code, hint, retryAfter }: BerthError): string | null {
  if (code === 'unauthorized')
    return [hint, 'Log in with berth login, or set BERTH_URL and BERTH_KEY.'].filter(Boolean).join(' ');
  if (code === 'unreachable')
    return 'Start Berth there, or correct the address with berth login --url or in BERTH_URL.';
  if (retryAfter !== null) return `Try again in ${retryAfter} s.`;
  // The API names its parameter, and the command a flag
  return hint?.replaceAll(/\b(force|dry_run)=true\b/g, (_all, name) => `--${name.replace('_', '-')}`) ?? null;
}
