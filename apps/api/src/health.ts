import type { Database } from '@berth/db';
import { Type } from '@sinclair/typebox';
import type { Opened, OpenRoute } from './face/route.ts';
import { answer } from './http/answer.ts';

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

const readiness = {
  ...common,
  summary: 'Check that the server is ready',
  description: 'The server is not ready while it starts or stops, or while the database is unreachable.',
  alsoStatuses: [503],
  view: Type.Object({
    status: health,
    /** Empty while the server takes no work. */
    checks: Type.Object({ postgresql: Type.Optional(Type.Object({ status: upOrDown })) }),
    version: Type.String(),
    deployment_mode: Type.Literal('self-hosted'),
  }),
  run: async ({ request }: Opened) => {
    const { version, isReady } = request.server;
    const checks = isReady()
      ? { postgresql: { status: (await reachable(request.database)) ? 'up' : 'down' } }
      : {};
    const isHealthy = checks.postgresql?.status === 'up';
    return answer(request, isHealthy ? 200 : 503, {
      status: isHealthy ? 'healthy' : 'unhealthy',
      checks,
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
  {
    ...common,
    id: 'health.live',
    path: '/health/live',
    summary: 'Check that the process runs',
    description: 'Does not check the database, so that a database outage does not restart the process.',
    view: Type.Object({ status: Type.Literal('healthy'), version: Type.String() }),
    run: ({ request }) => answer(request, 200, { status: 'healthy', version: request.server.version }),
  },
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

async function reachable(database: Database): Promise<boolean> {
  try {
    await database.read.execute('select 1');
    return true;
  } catch {
    return false;
  }
}

/** Writes a duration as Go does: `1h2m3s`. */
function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = `${seconds % 60}s`;
  if (hours > 0) return `${hours}h${minutes}m${rest}`;
  return minutes > 0 ? `${minutes}m${rest}` : rest;
}
