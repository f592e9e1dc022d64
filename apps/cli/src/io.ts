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
  stdin: { isTTY: boolean; read(): Promise<string> };
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
