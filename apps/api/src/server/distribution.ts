import { CannotDistribute, type Distribution, openDistribution } from '@berth/db';
import { explained, serverOf } from './database.ts';
import { MIGRATIONS } from './package-files.ts';
import { codeOf, ownWordsOf, type StartError, startErrors } from './start-error.ts';

/** Receives the text for the person who runs the program, and the lines about its progress. */
export interface Output {
  out(text: string): void;
  progress(line: string): void;
}

/**
 * Prints the statements that distribute the tables of the PostgreSQL of a URL, or runs them.
 * @throws StartError when the database cannot be distributed, or was in part.
 */
export async function distribute(
  databaseUrl: string | null,
  { apply }: { apply: boolean },
  { out, progress }: Output,
): Promise<void> {
  if (databaseUrl === null) throw startErrors.noServerToDistribute();
  const distribution = await openDistribution(databaseUrl, MIGRATIONS).catch((error) => {
    throw refusal(error, databaseUrl) ?? explained(error, databaseUrl);
  });
  try {
    if (distribution.statements.length === 0) return progress('The tables are distributed: nothing to do');
    if (apply) await run(distribution, databaseUrl, progress);
    else out(distribution.statements.map((statement) => `${statement};\n`).join(''));
  } finally {
    await distribution.close();
  }
}

async function run({ apply }: Distribution, url: string, progress: Output['progress']): Promise<void> {
  let count = 0;
  try {
    await apply((statement) => {
      count++;
      progress(statement);
    });
  } catch (cause) {
    const told = { server: serverOf(url), code: codeOf(cause) ?? 'no code', reason: ownWordsOf(cause) };
    if (count > 0 && cause instanceof CannotDistribute) {
      throw startErrors.usedMeanwhile({ server: serverOf(url) }, { cause });
    }
    throw refusal(cause, url) ?? startErrors.distribution(told, { cause });
  }
  progress(`The tables are distributed, by ${count} statements`);
}

function refusal(cause: unknown, url: string): StartError | null {
  if (!(cause instanceof CannotDistribute)) return null;
  const server = serverOf(url);
  const explanations = {
    no_citus: startErrors.noCitus,
    not_migrated: startErrors.notMigrated,
    in_use: startErrors.inUse,
  };
  return explanations[cause.reason]({ server }, { cause });
}
