import { readStorage } from './env.ts';
import { distribute } from './server/distribution.ts';
import { runProgram, say } from './server/program.ts';
import { startErrors } from './server/start-error.ts';

const HELP = `npm run distribute [-- --apply]

Prints the statements that distribute the tables of the PostgreSQL of DATABASE_URL over the nodes of Citus, by instance.
With --apply it runs them; stop every server of Berth first. It may run again: it prints, or runs, what is left to do. The
settings are those of the server; no master key is needed.

Examples:
  DATABASE_URL=postgres://localhost/berth npm run distribute
  DATABASE_URL=postgres://localhost/berth npm run distribute -- --apply
`;

const refuse = (given: readonly string[]) => {
  const unknown = given.find((argument) => argument !== '--apply');
  return unknown === undefined ? null : `npm run distribute does not know ${unknown}, and changed nothing.`;
};

await runProgram({ help: HELP, refuse }, (given) => {
  const { databaseUrl, databasePooled } = readStorage();
  if (databasePooled) throw startErrors.distributePooled();
  return distribute(
    databaseUrl,
    { apply: given.includes('--apply') },
    { out: (text) => process.stdout.write(text), progress: say },
  );
});
