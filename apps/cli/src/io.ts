/** The surroundings of a command: a terminal or files, the environment, and a signal that ends it. */

export interface Output {
  write(text: string): void;
  isTTY: boolean;
  /** The width of a terminal, or the number in COLUMNS; null without either. */
  columns: number | null;
}

export interface Io {
  stdout: Output;
  stderr: Output;
  /** `chunks` reads standard input to its end. */
  stdin: { isTTY: boolean; chunks(): AsyncIterable<Uint8Array> };
  /**
   * Runs a program on the terminal and with the signals of this one, and resolves to its exit code, which is 128 + n
   * for signal n.
   * @throws UsageError when it cannot be started.
   */
  runProgram(
    program: string,
    args: readonly string[],
    env: Readonly<Record<string, string>>,
  ): Promise<number>;
  /** Asks on a terminal without showing the typed text. */
  askSecret(question: string): Promise<string>;
  env: Readonly<Record<string, string | undefined>>;
  /** The home directory. */
  home: string;
  /** Aborted with an `Interrupted` as the reason. */
  signal: AbortSignal;
}

/** The user has pressed Ctrl-C. */
export class Interrupted extends Error {}
