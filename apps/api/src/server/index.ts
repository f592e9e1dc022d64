import { setTimeout } from 'node:timers/promises';
import type { Database } from '@berth/db';
import { createRecoveryKey, prepareInstallation } from '@berth/domain';
import type { Secrets } from '@berth/secrets';
import { createApp } from '../app.ts';
import type { Settings } from '../env.ts';
import { newRequestId } from '../http/auth.ts';
import type { Log } from '../log.ts';
import { createMetrics } from '../metrics/index.ts';
import { requireFreePath } from './base-path.ts';
import { type Control, openControl } from './control.ts';
import { type DataDirectory, openDataDirectory } from './data-directory.ts';
import { openServer } from './database.ts';
import { startKeyUse } from './key-use.ts';
import { explainKeys, secretsOf } from './keys.ts';
import { isLoopback } from './loopback.ts';
import { METRICS_PATH, serveMetrics } from './metrics.ts';
import { MIGRATIONS, VERSION } from './package-files.ts';
import { step } from './progress.ts';
import type { NoteRefusal } from './refusals.ts';
import { startBackground } from './runner.ts';
import { type Listener, serve } from './serve.ts';

export interface Server {
  readonly url: string;
  /** The URL of the metrics; null without METRICS_PORT. */
  readonly metricsUrl: string | null;
  /** The first key of the first instance; null unless this start created it. */
  readonly createdKey: string | null;
  /** Finishes the requests in flight, closes the database, unlocks the data directory. */
  stop(): Promise<void>;
}

/** An open database with the keys to its secrets. `close` releases everything, also when called early. */
export interface Storage {
  readonly database: Database;
  readonly secrets: Secrets;
  close(): Promise<void>;
}

const GRACE_MS = 10_000;
const MINUTE_MS = 60_000;

/** Starts every part in order, and stops them all again when a later part fails. */
export async function startServer(
  settings: Settings,
  log: Log,
  clock: () => Date = () => new Date(),
): Promise<Server> {
  requireFreePath(settings.basePath);
  const control = settings.databaseUrl ? null : await openControl();
  let storage: Storage | undefined;
  try {
    storage = await openStorage(settings, control);
    return await startOn(storage, settings, { log, control, clock });
  } catch (error) {
    control?.close();
    await storage?.close();
    throw error;
  }
}

/** Opens the database of the settings and migrates it. The lock file tells other processes the address of `control`. */
export async function openStorage(settings: Settings, control: Control | null): Promise<Storage> {
  const { databaseUrl, databaseWaitMs } = settings;
  if (databaseUrl) {
    const secrets = secretsOf(settings, settings.masterKeys);
    const database = await step('Preparing the database', () =>
      openServer(databaseUrl, MIGRATIONS, { waitSeconds: databaseWaitMs / 1000 }),
    );
    return { database, secrets, close: () => database.close() };
  }
  const address = control?.address ?? { port: 0, token: '' };
  const directory = openDataDirectory(settings.dataDirectory, address);
  try {
    return await openEmbedded(directory, settings);
  } catch (error) {
    directory.release();
    throw error;
  }
}

async function openEmbedded(directory: DataDirectory, settings: Settings): Promise<Storage> {
  const isElsewhere = settings.keyProvider === 'transit';
  const secrets = secretsOf(settings, directory.masterKeys(settings.masterKeys, isElsewhere));
  const name = directory.hasDatabase ? 'Opening the database' : 'Making the database (first start)';
  const database = await step(name, () => directory.openDatabase(MIGRATIONS));
  return {
    database,
    secrets,
    close: async () => {
      await database.close().finally(directory.release);
    },
  };
}

async function startOn(
  { database, secrets, close }: Storage,
  settings: Settings,
  { log, control, clock }: { log: Log; control: Control | null; clock: () => Date },
): Promise<Server> {
  const { bootstrapKey, host, port, trustProxy, corsOrigins, pollMs } = settings;
  const { keptRevisions, revealsPerMinute, allowPrivate, publicUrl, basePath, metricsPort } = settings;
  const rateLimit = settings.rateLimit && { ...settings.rateLimit, exemptsBootstrap: isLoopback(host) };
  const options = { ...(bootstrapKey ? { bootstrapKey } : {}), now: clock() };
  const { createdKey } = await step('Loading the catalogue', () =>
    prepareInstallation(database, secrets, options).catch(explainKeys),
  );
  const metrics = metricsPort === null ? null : createMetrics(database, VERSION);
  let ready = true;
  const domain = {
    keptRevisions,
    revealsPerMinute,
    allowPrivate,
    publicUrl: `${publicUrl ?? ''}${basePath}`,
  };
  const app = createApp({
    database,
    secrets,
    settings: domain,
    rateLimit,
    log,
    version: VERSION,
    trustProxy,
    corsOrigins,
    dashboard: {
      idleMs: settings.dashboardIdleMinutes * MINUTE_MS,
      lifeMs: settings.dashboardHours * 60 * MINUTE_MS,
    },
    basePath,
    ready: () => ready,
    clock,
    ...(metrics ? { answered: metrics.answered } : {}),
  });
  const keyUse = startKeyUse({ database, clock, log });
  const listener: Listener = await serve({ fetch: app.fetch, host, port, basePath, refused: noteIn(log) });
  if (publicUrl === null) domain.publicUrl = `${listener.url}${basePath}`;
  const background = startBackground({
    database,
    secrets,
    settings: domain,
    pollMs,
    log,
    ended: metrics?.jobEnded,
  });
  const measured = metrics && metricsPort !== null ? await serveMetrics(metrics, host, metricsPort) : null;
  if (measured) log.info({ url: measured.url + METRICS_PATH }, 'metrics');
  control?.ready(() => createRecoveryKey(database, clock()));
  return {
    url: listener.url,
    metricsUrl: measured && measured.url + METRICS_PATH,
    createdKey,
    stop: async () => {
      ready = false;
      control?.close();
      await Promise.all([listener.stop(GRACE_MS), atMost(GRACE_MS, background.stop())]);
      await atMost(GRACE_MS, keyUse.stop());
      await measured?.stop(0);
      await close();
    },
  };
}

const noteIn =
  (log: Log): NoteRefusal =>
  (status, reason) => {
    const requestId = newRequestId(new Date());
    log.info({ request_id: requestId, status, reason }, 'refused');
    return requestId;
  };

/** Waits for a promise, but no longer than `ms`. Another process resumes a job whose step was cut short. */
async function atMost(ms: number, ending: Promise<void>): Promise<void> {
  const timer = new AbortController();
  const late = setTimeout(ms, undefined, { signal: timer.signal }).catch(() => {});
  await Promise.race([ending, late]).finally(() => timer.abort());
}
