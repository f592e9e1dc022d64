/** A command line that cannot be run as it was given, or a command that gives up with an exit code of its own. */
export class UsageError extends Error {
  readonly hint: string | null;
  /** Null for the one of any usage error of the command. */
  readonly exitCode: number | null;

  constructor(message: string, hint: string | null = null, exitCode: number | null = null) {
    super(message);
    this.hint = hint;
    this.exitCode = exitCode;
  }
}
