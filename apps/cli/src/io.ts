/** What the command has of the world: a terminal or files, the environment, and a signal that ends it. */

export interface Output {
  write(text: string): void;
  isTTY: boolean;
  /** How wide a terminal is, or what COLUMNS says; null when there is no width. */
  columns: number | null;
}

export interface Io {
  stdout: Output;
  stderr: Output;
  stdin: { isTTY: boolean; read(): Promise<string> };
  /** Asks on a terminal, and does not show what is typed. */
  askSecret(question: string): Promise<string>;
  env: Readonly<Record<string, string | undefined>>;
  /** The home directory. */
  home: string;
  /** Aborted with an `Interrupted`. */
  signal: AbortSignal;
}

/** Somebody has pressed Ctrl-C. */
export class Interrupted extends Error {}
