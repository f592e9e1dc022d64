import { homedir } from 'node:os';
import { text } from 'node:stream/consumers';
import { askSecret } from './ask-secret.ts';
import { exitCodes } from './exit-codes.ts';
import { Interrupted, type Io, type Output } from './io.ts';
import { run } from './run.ts';

const interruption = new AbortController();

process.on('SIGINT', () => {
  if (interruption.signal.aborted) process.exit(exitCodes.interrupted.code);
  interruption.abort(new Interrupted());
});

// The reader may have seen enough: `berth … | head`.
process.stdout.on('error', (error: { code?: unknown }) => {
  if (error.code === 'EPIPE') process.exit(exitCodes.done.code);
  process.stderr.write(`Error: The output cannot be written (${String(error.code)}).\n`);
  process.exit(exitCodes.usage.code);
});
// When errors cannot be printed, the exit code still tells.
process.stderr.on('error', () => {});

const outputOf = (stream: NodeJS.WriteStream): Output => ({
  write: (text) => {
    stream.write(text);
  },
  isTTY: stream.isTTY === true,
  // A terminal that does not know its width says 0.
  columns: (stream.isTTY && stream.columns) || Number(process.env.COLUMNS) || null,
});

const io: Io = {
  stdout: outputOf(process.stdout),
  stderr: outputOf(process.stderr),
  stdin: { isTTY: process.stdin.isTTY === true, read: () => text(process.stdin) },
  askSecret: (question) => askSecret(process.stdin, process.stderr, question),
  env: process.env,
  home: homedir(),
  signal: interruption.signal,
};

process.exitCode = await run(process.argv.slice(2), io);
