import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { Io, Output } from '../src/io.ts';
import { run } from '../src/run.ts';

/** The outcome of a command line. */
export interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

export interface Setting {
  env?: Record<string, string>;
  /** The text typed when a key is asked for. Standard input is a terminal then. */
  typed?: string;
  /** The text or bytes piped into standard input. */
  piped?: string | Uint8Array;
  /** Makes both outputs terminals. */
  isTTY?: boolean;
  signal?: AbortSignal;
  /** Runs a program in place of starting one. */
  runProgram?: Io['runProgram'];
}

/** Creates a home directory, removed at the end of the test file or when `end` runs. */
export function makeHome(end: (remove: () => void) => void = afterAll): string {
  const home = mkdtempSync(join(tmpdir(), 'berth-home-'));
  end(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

/** Runs a command line in this process. Its words are separated by single spaces. */
export async function berth(home: string, line: string | string[], setting: Setting = {}): Promise<Ran> {
  const { env = {}, typed, piped = '', isTTY = false, signal = new AbortController().signal } = setting;
  const { runProgram = async () => 0 } = setting;
  const ran = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr'): Output => ({
    write: (text) => {
      ran[name] += text;
    },
    isTTY,
    columns: isTTY ? 100 : null,
  });
  const io: Io = {
    stdout: output('stdout'),
    stderr: output('stderr'),
    stdin: {
      isTTY: typed !== undefined,
      async *chunks() {
        yield Buffer.from(piped);
      },
    },
    askSecret: async (question) => {
      ran.stderr += question;
      return typed ?? '';
    },
    runProgram,
    env,
    home,
    signal,
  };
  const code = await run(typeof line === 'string' ? line.split(' ') : line, io);
  return { code, ...ran };
}
