import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMAND_ERRORS, commandErrorsModule } from './docs/command-errors.ts';

// Writes the errors of the command where the server finds them. A test fails when the file is stale.
const root = join(import.meta.dirname, '..');
writeFileSync(join(root, COMMAND_ERRORS), commandErrorsModule());
execFileSync('npx', ['biome', 'format', '--write', COMMAND_ERRORS], { cwd: root, stdio: 'inherit' });
