import { setTimeout } from 'node:timers/promises';
import { citusOf, textSearch } from '@berth/db';
import { createRecoveryKey, prepareInstallation } from '@berth/domain';
import { createApp } from '../app.ts';
import type { Settings } from '../env.ts';
import { probes } from '../health.ts';
import { newRequestId } from '../http/request-id.ts';
import { type Log, traitsOf } from '../log.ts';
import { createMetrics } from '../metrics/index.ts';
import type { Tracing } from '../tracing/index.ts';
import { makeBackup } from './backup-make.ts';
import type { Control } from './control.ts';
import { startKeyUse } from './key-use.ts';
import { explainKeys } from './keys.ts';
import { isLoopback } from './loopback.ts';
import { METRICS_PATH, serveMetrics } from './metrics.ts';
import { VERSION } from './package-files.ts';
import { step } from './progress.ts';
import { readinessOf } from './readiness.ts';
import type { NoteRefusal } from './refusals.ts';
import { startBackground } from './runner.ts';
import { type Listener, lateFetch, serve } from './serve.ts';
import { lostAtStart } from './start-error.ts';
import type { Storage } from './storage.ts';

export interface Server {
  readonly url: string;
  /** The URL of the metrics; null without METRICS_PORT. */
  readonly metricsUrl: string | null;
  /** The first key of the first instance; null unless this start created it. */
  readonly createdKey: string | null;
  /** Finishes the requests in flight, closes the database, unlocks the data directory. */
  stop(): Promise<void>;
}

const NO_SEARCH_INDEX =
  'The database lacks the extension pg_trgm, or the right to create it: a search reads 20,000 rows of a list at most';
const DISTRIBUTED = 'The tables are distributed by Citus';
const NOT_DISTRIBUTED = 'Citus is installed, and no table is distributed yet: npm run distribute';
const GRACE_MS = 10_000;
const MINUTE_MS = 60_000;

/** The surroundings of a server beside its storage and settings. */
interface Surroundings {
  log: Log;
  control: Control | null;
  clock: () => Date;
  tracing: Tracing | null;
}

/** Starts every part on an open database, in order. */
export async function startOn(
  { database, secrets, close }: Storage,
  settings: Settings,
  { log, control, clock, tracing }: Surroundings,
): Promise<Server> {
  const { bootstrapKey, host, port, trustProxy, corsOrigins, pollMs } = settings;
  const { keptRevisions, revealsPerMinute, allowPrivate, publicUrl, basePath, metricsPort, drainSeconds } =
    settings;
  const rateLimit = settings.rateLimit && { ...settings.rateLimit, exemptsBootstrap: isLoopback(host) };
  const options = { ...(bootstrapKey ? { bootstrapKey } : {}), now: clock() };
  const metrics = metricsPort === null ? null : createMetrics(database, VERSION);
  // Listens before the first key is made. The key is shown once, at the end: a port in use must fail first.
  const served = lateFetch();
  const listener: Listener = await serve({
    fetch: served.fetch,
    host,
    port,
    basePath,
    refused: noteIn(log),
    first: probes,
  });
  const closing = async (error: unknown): Promise<never> => {
    await listener.stop(0);
    throw error;
  };
  const measured =
    metrics && metricsPort !== null ? await serveMetrics(metrics, host, metricsPort).catch(closing) : null;
  const prepare = async () => {
    const { hasIndexes } = await textSearch(database);
    if (!hasIndexes) log.warn({ extension: 'pg_trgm' }, NO_SEARCH_INDEX);
    const citus = await citusOf(database.read);
    if (citus)
      log.info({ extension: 'citus', ...citus }, citus.distributed > 0 ? DISTRIBUTED : NOT_DISTRIBUTED);
    // Last: the first key is shown once, at the end of the start, which no failure may prevent from here on
    return step('Loading the catalogue', () =>
      prepareInstallation(database, secrets, options).catch(explainKeys),
    );
  };
  const { createdKey } = await prepare().catch(async (error) => {
    await measured?.stop(0);
    return closing(lostAtStart(error));
  });
  void database.replicas?.start(); // until they are checked, the primary answers
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
    readiness: readinessOf(database, secrets),
    clock,
    ...(metrics ? { answered: metrics.answered } : {}),
    ...(tracing ? { trace: tracing.request, network: tracing.network } : {}),
  });
  const keyUse = startKeyUse({ database, secrets, clock, log });
  if (publicUrl === null) domain.publicUrl = `${listener.url}${basePath}`;
  const background = startBackground({
    database,
    secrets,
    settings: domain,
    pollMs,
    log,
    ended: metrics?.jobEnded,
  });
  if (measured) log.info({ url: measured.url + METRICS_PATH }, 'metrics');
  served.set(app.fetch);
  control?.ready({
    makeKey: () => createRecoveryKey(database, clock()),
    backUp: (write) =>
      makeBackup(database, write, clock()).catch((error) => {
        log.error(traitsOf(error), 'backup failed');
        throw error;
      }),
  });
  return {
    url: listener.url,
    metricsUrl: measured && measured.url + METRICS_PATH,
    createdKey,
    stop: async () => {
      ready = false;
      if (drainSeconds > 0) await setTimeout(drainSeconds * 1000);
      control?.close();
      await Promise.all([listener.stop(GRACE_MS), atMost(GRACE_MS, background.stop())]);
      await atMost(GRACE_MS, keyUse.stop());
      await measured?.stop(0);
      await atMost(GRACE_MS, tracing?.stop() ?? Promise.resolve());
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
