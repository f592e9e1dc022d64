import type { Settings } from '../env.ts';
import type { Log } from '../log.ts';
import { openControl } from './control.ts';
import type { Server } from './index.ts';
import { VERSION } from './package-files.ts';
import { openStorage, type Storage } from './storage.ts';

/**
 * Starts every part in order, and stops them all again when a later part fails. Most modules are loaded while the
 * database opens; those that the settings do not ask for are not loaded.
 */
export async function startServer(
  settings: Settings,
  log: Log,
  clock: () => Date = () => new Date(),
): Promise<Server> {
  if (settings.basePath !== '') (await import('./base-path.ts')).requireFreePath(settings.basePath);
  const control = settings.databaseUrl ? null : await openControl();
  const { tracesEndpoint } = settings;
  const tracing =
    tracesEndpoint === null
      ? null
      : (await import('../tracing/index.ts')).startTracing(tracesEndpoint, VERSION, log);
  let storage: Storage | undefined;
  try {
    const opening = openStorage(settings, control, {
      statement: tracing?.statement,
      replicaChanged: (replica, state) =>
        log[state === 'up' ? 'info' : 'warn']({ replica, state }, 'replica'),
    });
    const loading = import('./index.ts');
    loading.catch(() => {}); // thrown below, unless the database cannot be opened
    storage = await opening;
    const { startOn } = await loading;
    return await startOn(storage, settings, { log, control, clock, tracing });
  } catch (error) {
    control?.close();
    await storage?.close();
    await tracing?.stop();
    throw error;
  }
}
