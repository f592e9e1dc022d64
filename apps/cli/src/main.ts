import { homedir } from 'node:os';
import { exitCodes } from './exit-codes.ts';
import { Interrupted, type Io, type Output } from './io.ts';
import { run } from './run.ts';

const interruption = new AbortController();

function interrupt(): void {
  if (interruption.signal.aborted) process.exit(exitCodes.interrupted.code);
  interruption.abort(new Interrupted());
}

process.on('SIGINT', interrupt);

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

// A module that few commands need is imported when it is needed, so that help is fast.
const io: Io = {
  stdout: outputOf(process.stdout),
  stderr: outputOf(process.stderr),
  stdin: {
    isTTY: process.stdin.isTTY === true,
    chunks: () => process.stdin,
  },
  runProgram: async (program, args, env) => {
    const { runProgram } = await import('./run-program.ts');
    process.off('SIGINT', interrupt); // the program decides about Ctrl-C
    return runProgram(program, args, env);
  },
  askSecret: async (question) =>
    (await import('./ask-secret.ts')).askSecret(process.stdin, process.stderr, question),
  env: process.env,
  home: homedir(),
  signal: interruption.signal,
};

process.exitCode = await run(process.argv.slice(2), io);
