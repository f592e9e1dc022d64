import type { Database } from '@berth/db';
import { Type } from '@sinclair/typebox';
import type { Hono } from 'hono';
import { answer } from './answer.ts';
import { mountOpen, type OpenRoute } from './open-route.ts';
import type { Env } from './request.ts';

export interface HealthDeps {
  database: Database;
  version: string;
  ready: () => boolean;
}

interface Asked extends HealthDeps {
  now: Date;
  /** When the process began, in milliseconds. */
  begun: number;
}

/** A route, and what it answers. The shapes are those that Flowker's clients know (contracts: flowker §7). */
interface HealthRoute extends OpenRoute {
  run(asked: Asked): { status: number; body: unknown } | Promise<{ status: number; body: unknown }>;
}

const time = Type.String({ format: 'date-time' });
const health = Type.Union([Type.Literal('healthy'), Type.Literal('unhealthy')]);
const upOrDown = Type.Union([Type.Literal('up'), Type.Literal('down')]);

const common = { tag: 'Health', type: 'application/json', tagged: false, errors: [] } as const;

const readiness = {
  ...common,
  summary: 'Ask whether the server takes work',
  description: 'Not while it starts, while it stops, and while the database is away.',
  statuses: [200, 503],
  view: Type.Object({
    status: health,
    /** Empty while it takes no work. */
    checks: Type.Object({ postgresql: Type.Optional(Type.Object({ status: upOrDown })) }),
    version: Type.String(),
    deployment_mode: Type.Literal('self-hosted'),
  }),
  run: async ({ database, version, ready }: Asked) => {
    const checks = ready() ? { postgresql: { status: (await reachable(database)) ? 'up' : 'down' } } : {};
    const isReady = checks.postgresql?.status === 'up';
    return {
      status: isReady ? 200 : 503,
      body: {
        status: isReady ? 'healthy' : 'unhealthy',
        checks,
        version,
        deployment_mode: 'self-hosted',
      },
    };
  },
};

export const healthRoutes: readonly HealthRoute[] = [
  {
    ...common,
    id: 'ping',
    path: '/ping',
    summary: 'Ask for a sign of life',
    description: 'It says OK.',
    statuses: [200],
    type: 'text/plain',
    view: Type.Literal('OK'),
    run: () => ({ status: 200, body: 'OK' }),
  },
  {
    ...common,
    id: 'version',
    path: '/version',
    summary: 'Get the version of the server',
    description: 'And the moment at which it was asked.',
    statuses: [200],
    view: Type.Object({ name: Type.Literal('berth'), version: Type.String(), requestDate: time }),
    run: ({ version, now }) => ({
      status: 200,
      body: { name: 'berth', version, requestDate: now.toISOString() },
    }),
  },
  {
    ...common,
    id: 'health.live',
    path: '/health/live',
    summary: 'Ask whether the process runs',
    description: 'Nothing else: it is no reason to restart it when the database is away.',
    statuses: [200],
    view: Type.Object({ status: Type.Literal('healthy'), version: Type.String() }),
    run: ({ version }) => ({ status: 200, body: { status: 'healthy', version } }),
  },
  {
    ...common,
    id: 'health.get',
    path: '/health',
    summary: 'Ask how the server and its database are',
    description: 'With the time that the process has been running, as Go writes a duration.',
    statuses: [200, 503],
    view: Type.Object({
      status: health,
      version: Type.String(),
      uptime: Type.String({ pattern: '^(\\d+h)?(\\d+m)?\\d+s$' }),
      timestamp: time,
      checks: Type.Object({ database: Type.Object({ status: health, message: Type.String() }) }),
    }),
    run: async ({ database, version, now, begun }) => {
      const isUp = await reachable(database);
      const status = isUp ? 'healthy' : 'unhealthy';
      return {
        status: isUp ? 200 : 503,
        body: {
          status,
          version,
          uptime: duration(now.getTime() - begun),
          timestamp: now.toISOString(),
          checks: { database: { status, message: isUp ? 'connected' : 'not reachable' } },
        },
      };
    },
  },
  { ...readiness, id: 'readyz', path: '/readyz' },
  { ...readiness, id: 'health.ready', path: '/health/ready' },
];

/** What tells how the server is, without a key. */
export function mountHealth(app: Hono<Env>, deps: HealthDeps, clock: () => Date): void {
  const begun = clock().getTime();
  for (const route of healthRoutes) {
    mountOpen(app, route, async (c, request) => {
      const { status, body } = await route.run({ ...deps, now: request.now, begun });
      return route.type === 'text/plain' ? c.text(String(body)) : answer(request, status, body);
    });
  }
}

async function reachable(database: Database): Promise<boolean> {
  try {
    await database.read.execute('select 1');
    return true;
  } catch {
    return false;
  }
}

/** As Go writes a duration: `1h2m3s`. */
function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = `${seconds % 60}s`;
  if (hours > 0) return `${hours}h${minutes}m${rest}`;
  return minutes > 0 ? `${minutes}m${rest}` : rest;
}
