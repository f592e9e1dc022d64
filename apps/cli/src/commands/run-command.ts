import {
  answerOf,
  type Berth,
  type BerthError,
  isBerthError,
  type Page,
  type Pages,
  type ProviderConfig,
  type ProviderConfigValue,
} from '@berth/client';
import { pointerOf } from '../environment/leaves.ts';
import { FORMATS, type Format } from '../environment/naming.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { tableOf } from '../output/list-table.ts';
import { oneLines } from '../output/one.ts';
import { printable } from '../output/printable.ts';
import { showProgress } from '../output/progress.ts';
import { styleOf } from '../output/style.ts';
import { type Layout, layoutOf, layoutOfFields, tableLines } from '../output/table.ts';
import { printWarnings } from '../output/warnings.ts';
import { openClient } from '../session/connection.ts';
import { UsageError } from '../usage-error.ts';
import { type Arguments, argumentsOf } from './arguments.ts';
import { awaitJob } from './await-job.ts';
import { holdsSecrets } from './body.ts';
import type { Command } from './command.ts';
import { flagsOf, namingOf } from './flags.ts';
import { inputReader } from './input.ts';
import { type Given, parseFlags } from './parse-flags.ts';

const MOST_PER_PAGE = 100;

/** The command and its surroundings, beside its arguments. */
interface Session {
  io: Io;
  berth: Berth;
  command: Command;
  json: boolean;
  /** The members of rows that the caller asked for; null for all. */
  fields: readonly string[] | null;
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
  const has = (flag: string) => given.values.has(flag);
  const format = formatOf(given);
  const calls = await argumentsOf(command, given.words.slice(taken), given, inputReader(io));
  const { bodies, shown, notes } = calls;
  if (command.operation.method === 'PATCH' && Object.keys(bodies[0] ?? {}).length === 0) {
    throw new UsageError(
      'There is nothing to change.',
      'Say what, with a flag, --set or -f FILE. See --help.',
    );
  }
  if (bodies.length > 1 && has('idempotency-key')) {
    throw new UsageError('--idempotency-key is for one document.', 'Send the documents one by one.');
  }
  const json = has('json');
  const isQuiet = json || format !== null;
  const berth = await openClient(io, given.values.get('profile')?.map(String)[0], isQuiet);
  if (!isQuiet) for (const note of notes) io.stderr.write(`${printable(note)}\n`);
  const session: Session = {
    io,
    berth,
    command,
    json,
    fields: (calls.options.fields as string[] | undefined) ?? null,
  };
  const { places } = calls;
  const options = { ...calls.options, ...orderOf(command, calls.options), signal: io.signal };
  const sent = bodies.map((body) => ({ places, body, options }));
  const [call] = sent;
  if (!call) return exitCodes.done.code;
  if (sent.length > 1) return createEach(session, sent, shown);
  if (shown.length > 0) await refuseSecrets(session, call, shown);
  switch (command.operation.answers) {
    case 'pages':
      return has('all')
        ? printAll(session, invoke(session, { ...call, options: { limit: MOST_PER_PAGE, ...options } }))
        : printPage(session, await invoke<Pages<Page<unknown>>>(session, call));
    case 'lines':
      return printLines(session, invoke(session, call));
    case 'one or lines':
      return printOne(session, await lastOf(session, invoke(session, call)));
    case 'one': {
      const answer = await invoke<Promise<object | null>>(session, call);
      if (answer === null) return printUnchanged(session);
      if (format !== null) return printFormat(session, answer as ProviderConfigValue, given, format);
      return printOne(session, has('wait') ? await awaitJob(io, berth, answer) : answer);
    }
  }
}

/** Reads `--format` and refuses what does not go with it. @throws UsageError. */
function formatOf({ values }: Given): Format | null {
  const text = values.get('format')?.map(String)[0];
  const format = FORMATS.find((word) => word === text) ?? null;
  if (text !== undefined && format === null) {
    throw new UsageError(`--format is one of ${FORMATS.join(', ')}.`);
  }
  if (format !== null && values.has('json')) {
    throw new UsageError('--format and --json exclude each other.', '--format json prints the value alone.');
  }
  if (format !== 'env' && format !== 'dotenv' && (values.has('prefix') || values.has('map'))) {
    throw new UsageError('--prefix and --map name variables.', 'Use them with --format env or dotenv.');
  }
  return format;
}

/** The audit trail begins with the newest event, unless an order is asked for. */
const orderOf = ({ operation: { id } }: Command, { order }: Record<string, unknown>) =>
  id === 'auditEvents.list' && order === undefined ? { order: 'desc' } : {};

/**
 * Refuses values of the command line that the schema calls secret. The server says which are, in a dry run.
 * @throws UsageError, or the error of the dry run.
 */
async function refuseSecrets(session: Session, call: Arguments, shown: readonly string[]): Promise<void> {
  const { idempotencyKey: _, ...options } = call.options;
  const dryRun = { ...call, options: { ...options, dryRun: true } };
  const answer = await invoke<Promise<{ value_state?: ValueState }>>(session, dryRun);
  for (const way of shown) {
    const at = pointerOf(way.split('.').slice(1));
    const leaves = (answer.value_state ?? []).filter(
      ({ path }) => path === at || path.startsWith(`${at}/`) || at.startsWith(`${path}/`),
    );
    if (leaves.length === 0 || leaves.some(({ secret }) => secret)) throw holdsSecrets(way);
  }
}

type ValueState = NonNullable<ProviderConfig['value_state']>;

/**
 * Creates a row of each document, in order, and says at a failure which are made. With `--if-new` a row that exists is
 * reported, and the others are made; the exit code is then that of a single row that exists. Makes none before all are
 * proved to show no secret.
 */
async function createEach(
  session: Session,
  calls: readonly Arguments[],
  shown: readonly string[],
): Promise<number> {
  const { io, json } = session;
  const made: string[] = [];
  const existing = new Map<Arguments, BerthError>();
  if (shown.length > 0) {
    for (const call of calls) {
      await refuseSecrets(session, call, shown).catch((error) => {
        if (!isThere(call, error)) throw error;
        existing.set(call, error);
      });
    }
  }
  for (const [index, call] of calls.entries()) {
    const which = `Document ${index + 1} of ${calls.length}`;
    try {
      const known = existing.get(call);
      if (known) throw known;
      const answer = await invoke<Promise<object>>(session, call);
      if (!json && made.length > 0) io.stdout.write('\n');
      made.push((answer as { id: string }).id); // the answer of a create is a row
      if (json) io.stdout.write(`${JSON.stringify(answer)}\n`);
      else printOne(session, answer);
    } catch (error) {
      if (isThere(call, error)) {
        existing.set(call, error);
        io.stderr.write(`${which} is not made: ${printable(error.summary)}\n`);
        continue;
      }
      const rest = calls.length - index - 1;
      io.stderr.write(
        `${which} failed. ${madeBefore(made, call.options.dryRun === true)}.${rest > 0 ? ` Not tried: ${rest} more.` : ''}\n`,
      );
      throw error;
    }
  }
  return (existing.size > 0 ? exitCodes.refused : exitCodes.done).code;
}

/** Tells if a create with `--if-new` was refused because its row exists. */
const isThere = ({ options }: Arguments, error: unknown): error is BerthError =>
  options.ifNew === true && isBerthError(error, 'precondition_failed');

function madeBefore(made: readonly string[], isDryRun: boolean): string {
  if (made.length === 0) return isDryRun ? 'None would have been made before it' : 'None was made before it';
  return `${isDryRun ? 'Would have been made' : 'Made'} before it: ${made.map(printable).join(', ')}`;
}

async function printFormat(
  { io }: Session,
  answer: ProviderConfigValue,
  { values }: Given,
  format: Format,
): Promise<number> {
  const { formatValue } = await import('../environment/format-value.ts');
  io.stdout.write(await formatValue(answer, format, namingOf(values)));
  const { hidden } = answer;
  if (hidden.length > 0) io.stderr.write(`Hidden: ${hidden.map(printable).join(', ')}.\n`);
  return exitCodes.done.code;
}

/** Calls the client method of the operation. The operation determines the type of the result. */
function invoke<T>({ berth, command }: Session, { places, body, options }: Arguments): T {
  let method: unknown = berth;
  for (const name of command.operation.id.split('.')) method = (method as Record<string, unknown>)[name];
  return (method as (...args: unknown[]) => T)(...places, ...(body === null ? [] : [body]), options);
}

async function printPage(session: Session, page: Page<unknown>): Promise<number> {
  const { io, json } = session;
  const items = page.items as object[];
  if (json) io.stdout.write(`${JSON.stringify(page, null, 2)}\n`);
  else if (items.length === 0) io.stderr.write('None.\n');
  else await printTable(session, items, null);
  const last = items.at(-1) as { id?: string } | undefined;
  if (!json && page.pagination.has_more_after && last?.id) {
    io.stderr.write(`There are more: --all, or --after ${printable(last.id)}\n`);
  }
  return exitCodes.done.code;
}

/** Prints a list page by page, so that a long list needs the memory of one page only. */
async function printAll(session: Session, list: Pages<Page<unknown>>): Promise<number> {
  const { io, json } = session;
  let layout: Layout | null = null;
  for await (const page of list.pages()) {
    const items = page.items as object[];
    if (json) for (const item of items) io.stdout.write(`${JSON.stringify(item)}\n`);
    else if (items.length > 0) layout = await printTable(session, items, layout);
  }
  if (!json && layout === null) io.stderr.write('None.\n');
  return exitCodes.done.code;
}

/** Prints items as rows. The first page of a list decides the layout, and has the head. */
async function printTable(
  { io, berth, fields }: Session,
  items: readonly object[],
  known: Layout | null,
): Promise<Layout> {
  // The members that were asked for are shown as they are
  const { rows, columns } = fields ? { rows: items, columns: null } : await tableOf(berth, items, io.signal);
  const chosen = () => (fields ? layoutOfFields(rows, fields) : layoutOf(rows, io.stdout.columns, columns));
  const layout = known ?? chosen();
  const { head, body } = tableLines(rows, layout);
  const { bold } = styleOf(io.stdout, io);
  io.stdout.write(`${[...(known ? [] : [bold(head)]), ...body].join('\n')}\n`);
  return layout;
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
