import { readSettings } from './env.ts';
import { distribute } from './server/distribution.ts';
import { explain } from './server/start-error.ts';

const HELP = `npm run distribute [-- --apply]

Prints the statements that distribute the tables of the PostgreSQL of DATABASE_URL over the nodes of Citus, by instance.
With --apply it runs them; stop every server of Berth first. It may run again: it prints, or runs, what is left to do. The
settings are those of the server.

Examples:
  DATABASE_URL=postgres://localhost/berth npm run distribute
  DATABASE_URL=postgres://localhost/berth npm run distribute -- --apply
`;

const given = process.argv.slice(2);
const unknown = given.find((argument) => !['--apply', '--help', '-h'].includes(argument));
if (unknown !== undefined || given.some((argument) => argument !== '--apply')) {
  if (unknown === undefined) process.stdout.write(HELP);
  else process.stderr.write(`npm run distribute does not know ${unknown}, and changed nothing.\n\n${HELP}`);
  process.exit(unknown === undefined ? 0 : 2);
}

try {
  await distribute(
    readSettings().databaseUrl,
    { apply: given.includes('--apply') },
    {
      out: (text) => process.stdout.write(text),
      progress: (line) => process.stderr.write(`${line}\n`),
    },
  );
  process.exit(0);
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}
