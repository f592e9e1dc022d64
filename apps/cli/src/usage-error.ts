/** A command line that cannot be run as it was given, or a command that gives up with an exit code of its own. */
export class UsageError extends Error {
  readonly hint: string | null;
  readonly exitCode: number;

  constructor(message: string, hint: string | null = null, exitCode = 2) {
    super(message);
    this.hint = hint;
    this.exitCode = exitCode;
  }
}
