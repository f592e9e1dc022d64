import { answerOf, type Berth, type Page, type Pages } from '@berth/client';
import { exitCodes } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { oneLines } from '../output/one.ts';
import { showProgress } from '../output/progress.ts';
import { styleOf } from '../output/style.ts';
import { type Layout, layoutOf, tableLines } from '../output/table.ts';
import { printWarnings } from '../output/warnings.ts';
import { openClient } from '../session/connection.ts';
import { UsageError } from '../usage-error.ts';
import { type Arguments, argumentsOf } from './arguments.ts';
import type { Command } from './command.ts';
import { flagsOf } from './flags.ts';
import { followJob } from './follow-job.ts';
import { inputReader } from './input.ts';
import { parseFlags } from './parse-flags.ts';

const MOST_PER_PAGE = 100;

/** The command and its surroundings, beside its arguments. */
interface Session {
  io: Io;
  berth: Berth;
  command: Command;
  json: boolean;
}

/** The answers that count as a failure of the command, by their type. */
const failures: Record<string, (answer: Record<string, unknown>) => boolean> = {
  audit_verification: ({ valid }) => valid === false,
  'provider.config.test': ({ status }) => status === 'failed',
  job: ({ status }) => status === 'failed',
};

/** Runs an operation of the server, prints its answer, and resolves to the exit code. */
export async function runCommand(
  command: Command,
  args: readonly string[],
  io: Io,
  taken: number,
): Promise<number> {
  const given = parseFlags(args, flagsOf(command));
  const call = await argumentsOf(command, given.words.slice(taken), given, inputReader(io));
  if (command.operation.method === 'PATCH' && Object.keys(call.body ?? {}).length === 0) {
    throw new UsageError(
      'There is nothing to change.',
      'Say what, with a flag, --set or -f FILE. See --help.',
    );
  }
  const berth = await openClient(io, given.values.get('profile')?.map(String)[0]);
  const session = { io, berth, command, json: given.values.has('json') };
  const options = { ...call.options, signal: io.signal };
  const has = (flag: string) => given.values.has(flag);
  switch (command.operation.answers) {
    case 'pages':
      return has('all')
        ? printAll(session, invoke(session, { ...call, options: { limit: MOST_PER_PAGE, ...options } }))
        : printPage(session, await invoke<Pages<Page<unknown>>>(session, { ...call, options }));
    case 'lines':
      return printLines(session, invoke(session, { ...call, options }));
    case 'one or lines':
      return printOne(session, await lastOf(session, invoke(session, { ...call, options })));
    case 'one': {
      const answer = await invoke<Promise<object | null>>(session, { ...call, options });
      if (answer === null) return printUnchanged(session);
      return printOne(session, has('wait') ? await followJob(io, berth, answer) : answer);
    }
  }
}

/** Calls the client method of the operation. The operation determines the type of the result. */
function invoke<T>({ berth, command }: Session, { places, body, options }: Arguments): T {
  let method: unknown = berth;
  for (const name of command.operation.id.split('.')) method = (method as Record<string, unknown>)[name];
  return (method as (...args: unknown[]) => T)(...places, ...(body === null ? [] : [body]), options);
}

async function printPage({ io, json }: Session, page: Page<unknown>): Promise<number> {
  const items = page.items as object[];
  if (json) io.stdout.write(`${JSON.stringify(page, null, 2)}\n`);
  else if (items.length === 0) io.stderr.write('None.\n');
  else printRows(io, items, layoutOf(items, io.stdout.columns), true);
  const last = items.at(-1) as { id?: string } | undefined;
  if (!json && page.pagination.has_more_after && last?.id) {
    io.stderr.write(`There are more: --all, or --after ${last.id}\n`);
  }
  return exitCodes.done.code;
}

/** Prints a list page by page, so that a long list needs the memory of one page only. */
async function printAll({ io, json }: Session, list: Pages<Page<unknown>>): Promise<number> {
  let layout: Layout | null = null;
  for await (const page of list.pages()) {
    const items = page.items as object[];
    if (json) for (const item of items) io.stdout.write(`${JSON.stringify(item)}\n`);
    else if (items.length > 0) {
      printRows(io, items, layout ?? layoutOf(items, io.stdout.columns), layout === null);
      layout ??= layoutOf(items, io.stdout.columns);
    }
  }
  if (!json && layout === null) io.stderr.write('None.\n');
  return exitCodes.done.code;
}

function printRows(io: Io, items: readonly object[], layout: Layout, withHead: boolean): void {
  const { head, body } = tableLines(items, layout);
  const { bold } = styleOf(io.stdout, io);
  io.stdout.write(`${[...(withHead ? [bold(head)] : []), ...body].join('\n')}\n`);
}

async function printLines({ io }: Session, lines: AsyncIterable<unknown>): Promise<number> {
  for await (const line of lines) io.stdout.write(`${JSON.stringify(line)}\n`);
  return exitCodes.done.code;
}

/**
 * Reads the lines of a long operation: shows the progress that they tell, and resolves to the last line, which is the
 * result.
 */
async function lastOf({ io, command }: Session, lines: AsyncIterable<unknown>): Promise<object> {
  const progress = showProgress(io.stderr, command.description.summary);
  let last: object = {};
  try {
    for await (const line of lines) {
      last = line as object;
      const { checked, total } = line as { checked?: unknown; total?: unknown };
      if (typeof checked === 'number' && typeof total === 'number') progress.at(checked, total);
    }
  } finally {
    progress.end();
  }
  return last;
}

/** Reports that the row still has the tag of `--if-none-match`: the server answers no body. */
function printUnchanged({ io }: Session): number {
  io.stderr.write('Not modified.\n');
  return exitCodes.done.code;
}

function printOne({ io, json }: Session, answer: object): number {
  printWarnings(answer, io);
  if (json) io.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
  else {
    const { warnings: _, ...row } = answer as { warnings?: unknown };
    const etag = answerOf(answer)?.etag?.replaceAll('"', '');
    const shown = etag && 'row_version' in row ? { ...row, etag } : row;
    io.stdout.write(`${oneLines(shown, io.stdout.columns).join('\n')}\n`);
    if ('dry_run' in answer) io.stderr.write('This was a dry run: nothing has changed.\n');
  }
  const { object } = answer as { object?: string };
  const isFailure = object !== undefined && failures[object]?.(answer as Record<string, unknown>);
  return isFailure ? exitCodes.refused.code : exitCodes.done.code;
}
