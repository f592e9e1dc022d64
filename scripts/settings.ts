import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { settingsPage } from './docs/settings-page.ts';

// Writes docs/settings.md. A test fails when it is stale.
writeFileSync(join(import.meta.dirname, '../docs/settings.md'), settingsPage());
