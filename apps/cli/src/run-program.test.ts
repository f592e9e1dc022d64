import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const MODULE = join(import.meta.dirname, 'run-program.ts');
const TSX = import.meta.resolve('tsx');

/** Starts a process that runs a program as `berth run` does, and exits with its exit code. */
function start(program: string, ...args: string[]): ChildProcess {
  const code = `
    const { runProgram } = await import(${JSON.stringify(MODULE)});
    const [program, ...args] = process.argv.slice(1);
    process.exitCode = await runProgram(program, args, { PATH: process.env.PATH, MARK: 'set' }).catch((error) => {
      console.error(error.message);
      return error.exitCode;
    });`;
  return spawn(process.execPath, ['--import', TSX, '--input-type=module', '-e', code, program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function endOf(child: ChildProcess) {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (output += text));
  const [code] = await once(child, 'close');
  return { code, output };
}

test('a program gets the environment, and its exit code is passed on', async () => {
  const program = 'echo "$MARK-$HOME"; exit 7';
  expect(await endOf(start('sh', '-c', program))).toEqual({ code: 7, output: 'set-\n' });
});

test.each(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGUSR1', 'SIGUSR2', 'SIGQUIT'] as const)(
  '%s reaches the program, which decides what follows',
  async (signal) => {
    const script = `process.on('${signal}', () => process.exit(42)); setInterval(() => {}, 1000); console.log('up');`;
    const child = start(process.execPath, '-e', script);
    await once(child.stdout as NodeJS.ReadableStream, 'data');
    child.kill(signal);
    expect((await endOf(child)).code).toBe(42);
  },
);

test('a program that a signal ends gives 128 and the number of the signal', async () => {
  expect((await endOf(start('sh', '-c', 'kill -TERM $$'))).code).toBe(143);
  expect((await endOf(start('sh', '-c', 'kill -KILL $$'))).code).toBe(137);
});

test('a program that is not there gives 127, one that cannot be run 126', async () => {
  expect(await endOf(start('no-such-program'))).toEqual({
    code: 127,
    output: 'There is no program no-such-program.\n',
  });
  expect(await endOf(start(import.meta.dirname))).toMatchObject({ code: 126 });
});
