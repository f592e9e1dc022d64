import { setTimeout } from 'node:timers/promises';
import type { Database, ReplicaReport } from '@berth/db';
import { Type } from '@sinclair/typebox';
import type { Opened, OpenRoute } from './face/route.ts';
import { answer } from './http/answer.ts';
import type { Readiness } from './http/request.ts';

const time = Type.String({ format: 'date-time' });
const health = Type.Union([Type.Literal('healthy'), Type.Literal('unhealthy')]);
const upOrDown = Type.Union([Type.Literal('up'), Type.Literal('down')]);

const common = {
  open: true,
  tag: 'Health',
  method: 'GET',
  type: 'application/json',
  status: 200,
  errors: [],
} as const;

const liveness = {
  ...common,
  summary: 'Check that the process runs',
  description: 'Does not check the database, so that a database outage does not restart the process.',
  view: Type.Object({ status: Type.Literal('healthy'), version: Type.String() }),
  run: ({ request }: Opened) => answer(request, 200, { status: 'healthy', version: request.server.version }),
};

const readiness = {
  ...common,
  summary: 'Check that the server is ready',
  description:
    'The server is not ready while it stops, while the database does not answer within two seconds or lacks a migration of this version, and while a master key is missing or wrong. Replicas do not count: the primary answers for those that are down. While the server starts, it refuses connections, or the request waits.',
  alsoStatuses: [503],
  view: Type.Object({
    status: health,
    /** Empty while the server takes no work; without the others while the database is down. */
    checks: Type.Object({
      postgresql: Type.Optional(Type.Object({ status: upOrDown })),
      migrations: Type.Optional(Type.Object({ status: upOrDown })),
      keys: Type.Optional(Type.Object({ status: upOrDown })),
    }),
    /** In the order of DATABASE_READ_URLS; absent without it. */
    replicas: Type.Optional(
      Type.Array(
        Type.Object({
          status: upOrDown,
          lag_seconds: Type.Union([Type.Number(), Type.Null()]),
        }),
      ),
    ),
    version: Type.String(),
    deployment_mode: Type.Literal('self-hosted'),
  }),
  run: async ({ request }: Opened) => {
    const { version, isReady, readiness } = request.server;
    const { replicas } = request.database;
    const checks: Checks = isReady() ? await checked(request.database, readiness) : {};
    const isHealthy = 'postgresql' in checks && Object.values(checks).every(({ status }) => status === 'up');
    return answer(request, isHealthy ? 200 : 503, {
      status: isHealthy ? 'healthy' : 'unhealthy',
      checks,
      ...(replicas ? { replicas: replicas.reports().map(shownReplica) } : {}),
      version,
      deployment_mode: 'self-hosted',
    });
  },
};

/** The health routes, without a key, in the shapes that Flowker's clients know (contracts: flowker §7). */
export const healthRoutes: readonly OpenRoute[] = [
  {
    ...common,
    id: 'ping',
    path: '/ping',
    summary: 'Ping the server',
    description: 'Answers `OK`.',
    type: 'text/plain',
    view: Type.Literal('OK'),
    run: ({ c }) => c.text('OK'),
  },
  {
    ...common,
    id: 'version',
    path: '/version',
    summary: 'Get the version of the server',
    description: 'Answers the name, the version and the time of the request.',
    view: Type.Object({ name: Type.Literal('berth'), version: Type.String(), requestDate: time }),
    run: ({ request }) =>
      answer(request, 200, {
        name: 'berth',
        version: request.server.version,
        requestDate: request.now.toISOString(),
      }),
  },
  { ...liveness, id: 'health.live', path: '/health/live' },
  { ...liveness, id: 'healthz', path: '/healthz' },
  {
    ...common,
    id: 'health.get',
    path: '/health',
    summary: 'Check the server and its database',
    description: "Answers the uptime too, in Go's duration format.",
    alsoStatuses: [503],
    view: Type.Object({
      status: health,
      version: Type.String(),
      uptime: Type.String({ pattern: '^(\\d+h)?(\\d+m)?\\d+s$' }),
      timestamp: time,
      checks: Type.Object({ database: Type.Object({ status: health, message: Type.String() }) }),
    }),
    run: async ({ request }) => {
      const { database, now, server } = request;
      const isUp = await reachable(database);
      const status = isUp ? 'healthy' : 'unhealthy';
      return answer(request, isUp ? 200 : 503, {
        status,
        version: server.version,
        uptime: duration(now.getTime() - server.begun),
        timestamp: now.toISOString(),
        checks: { database: { status, message: isUp ? healthTexts.up : healthTexts.down } },
      });
    },
  },
  { ...readiness, id: 'readyz', path: '/readyz' },
  { ...readiness, id: 'health.ready', path: '/health/ready' },
];

/** The messages of the check of the database. */
export const healthTexts = {
  up: 'connected',
  down: 'The database cannot be reached: start it, or look at DATABASE_URL. Berth needs no restart.',
} as const;

/** The longest time that a check waits for the database, in milliseconds: less than probes do. */
const PATIENCE_MS = 2_000;

type Checks = Readonly<Record<string, { status: 'up' | 'down' }>>;

/** Runs the checks: that of the database first, because the others need it. */
async function checked(database: Database, readiness: Readiness | null): Promise<Checks> {
  const postgresql = stateOf(await reachable(database));
  if (!readiness || postgresql.status === 'down') return { postgresql };
  const [migrations, keys] = await Promise.all([inTime(readiness.migrations()), inTime(readiness.keys())]);
  return { postgresql, migrations: stateOf(migrations), keys: stateOf(keys) };
}

const shownReplica = ({ state, lag }: ReplicaReport) => ({
  ...stateOf(state === 'up'),
  lag_seconds: lag && Math.round(lag.seconds * 10) / 10,
});

const stateOf = (isUp: boolean): Checks[string] => ({ status: isUp ? 'up' : 'down' });

const reachable = (database: Database): Promise<boolean> =>
  inTime(database.read.execute('select 1').then(() => true));

/** Waits for a check; false when it fails, or takes too long. */
async function inTime(check: Promise<boolean>): Promise<boolean> {
  const timer = new AbortController();
  const late = setTimeout(PATIENCE_MS, false, { signal: timer.signal }).catch(() => false);
  return Promise.race([check.catch(() => false), late]).finally(() => timer.abort());
}

/** Writes a duration as Go does: `1h2m3s`. */
function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = `${seconds % 60}s`;
  if (hours > 0) return `${hours}h${minutes}m${rest}`;
  return minutes > 0 ? `${minutes}m${rest}` : rest;
}

/** The paths of the health routes, which a busy server answers first: its keeper would restart it otherwise. */
export const probes: ReadonlySet<string> = new Set(healthRoutes.map(({ path }) => path));
