import type { Database } from '@berth/db';
import type { Hono } from 'hono';
import { answer } from './answer.ts';
import type { Request } from './request.ts';

export interface HealthDeps {
  database: Database;
  version: string;
  ready: () => boolean;
}

/** What needs no key. The shapes are those that Flowker's clients know (contracts: flowker §7). */
export function mountHealth(
  app: Hono<{ Variables: { request: Request } }>,
  { database, version, ready }: HealthDeps,
  clock: () => Date,
): void {
  const begun = clock().getTime();
  app.get('/ping', (c) => c.text('OK'));
  app.get('/version', (c) => {
    const request = c.get('request');
    return answer(request, 200, { name: 'berth', version, requestDate: request.now.toISOString() });
  });
  // Whether the process runs at all: no reason to restart it when the database is away.
  app.get('/health/live', (c) => answer(c.get('request'), 200, { status: 'healthy', version }));
  app.get('/health', async (c) => {
    const request = c.get('request');
    const isUp = await reachable(database);
    const status = isUp ? 'healthy' : 'unhealthy';
    return answer(request, isUp ? 200 : 503, {
      status,
      version,
      uptime: duration(request.now.getTime() - begun),
      timestamp: request.now.toISOString(),
      checks: { database: { status, message: isUp ? 'connected' : 'not reachable' } },
    });
  });
  for (const path of ['/readyz', '/health/ready']) {
    app.get(path, async (c) => {
      const checks = ready() ? { postgresql: { status: (await reachable(database)) ? 'up' : 'down' } } : {};
      const isReady = checks.postgresql?.status === 'up';
      return answer(c.get('request'), isReady ? 200 : 503, {
        status: isReady ? 'healthy' : 'unhealthy',
        checks,
        version,
        deployment_mode: 'self-hosted',
      });
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
