import './server/heap-growth.ts';

import { readSettings, settingWarnings } from './env.ts';
import { createLog } from './log.ts';
import { banner } from './server/banner.ts';
import type { Server } from './server/index.ts';
import { startServer } from './server/start.ts';
import { explain } from './server/start-error.ts';
import { onStopSignal } from './server/stop-signals.ts';

if (process.argv.length > 2) {
  process.stderr.write(
    'The server takes no arguments. Its programs are key, backup, restore and distribute.\n',
  );
  process.exit(2);
}
try {
  for (const line of settingWarnings()) process.stderr.write(`${line}\n`);
  const settings = readSettings();
  const log = createLog(settings.logLevel);
  if (process.platform !== 'win32') process.on('SIGUSR2', log.nextLevel); // Windows has no such signal
  const starting = startServer(settings, log);
  onStopSignal(() => stopAndExit(starting));
  const { url, createdKey } = await starting;
  const database = settings.databaseUrl ? 'PostgreSQL (DATABASE_URL)' : settings.dataDirectory;
  process.stdout.write(`${banner({ url, secretKey: createdKey, database })}\n`);
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}

/** Stops the server and exits. A start under way finishes first, so that it is taken down from a known state. */
async function stopAndExit(starting: Promise<Server>): Promise<void> {
  try {
    await (await starting).stop();
    process.exit(0);
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exit(1);
  }
}
