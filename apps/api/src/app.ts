import type { Database } from '@berth/db';
import { auditTrail } from '@berth/domain';
import type { AuditTrail, DomainSettings } from '@berth/resource';
import type { Secrets } from '@berth/secrets';
import { Hono } from 'hono';
import { answer } from './answer.ts';
import { newRequestId } from './auth.ts';
import { clientOf } from './client.ts';
import { metorialRoutes } from './dialects/metorial/routes.ts';
import type { Face } from './faces.ts';
import * as faces from './faces.ts';
import { type Log, traitsOf } from './log.ts';
import type { Request } from './request.ts';

export interface AppDeps {
  database: Database;
  secrets: Secrets;
  settings: DomainSettings;
  /** What every write leaves behind; the instance's own trail unless given. */
  audit?: AuditTrail;
  log: Log;
  version: string;
  trustProxy: boolean;
  /** Whether the server takes work: false while it starts and while it stops. */
  ready: () => boolean;
  clock?: () => Date;
}

/** The whole HTTP application: what needs no key, then the faces. */
export function createApp(deps: AppDeps): Hono {
  const clock = deps.clock ?? (() => new Date());
  const app = new Hono<{ Variables: { request: Request } }>();
  app.use(async (c, next) => {
    const now = clock();
    const requestId = newRequestId(now);
    c.set('request', {
      database: deps.database,
      secrets: deps.secrets,
      settings: deps.settings,
      audit: deps.audit ?? auditTrail,
      client: clientOf(c, deps.trustProxy),
      now,
      requestId,
      failed: (error) => deps.log.error({ request_id: requestId, ...traitsOf(error) }, 'request failed'),
    });
    await next();
    deps.log.info(
      {
        request_id: requestId,
        method: c.req.method,
        path: loggable(c.req.path),
        status: c.res.status,
        ms: clock().getTime() - now.getTime(),
      },
      'request',
    );
  });
  app.get('/ping', (c) => c.text('OK'));
  app.get('/health', (c) => answer(c.get('request'), 200, { status: 'ok' }));
  app.get('/version', (c) => answer(c.get('request'), 200, { name: 'berth', version: deps.version }));
  app.get('/readyz', async (c) => {
    const ready = deps.ready() && (await reachable(deps.database));
    return answer(c.get('request'), ready ? 200 : 503, { status: ready ? 'ready' : 'not_ready' });
  });
  for (const face of Object.values<Face>(faces)) app.route('/', face());
  // The root face matches every path: it comes last.
  app.route('/', metorialRoutes());
  return app as unknown as Hono; // the variables are the app's own affair
}

const PLAIN_PATH = /^\/[a-z-]{0,40}(\/[a-z]{2,8}_[0-9a-z]{26})?$/;

/** The path without what may be a mistake of the caller's: a token or a value in the place of an id. */
function loggable(path: string): string {
  if (PLAIN_PATH.test(path)) return path;
  const [, resource = '', ...rest] = path.split('/');
  const kept = rest.map((segment) => (/^[a-z]{2,8}_[0-9a-z]{26}$/.test(segment) ? segment : '…'));
  return ['', /^[a-z-]{0,40}$/.test(resource) ? resource : '…', ...kept].join('/');
}

async function reachable(database: Database): Promise<boolean> {
  try {
    await database.read.execute('select 1');
    return true;
  } catch {
    return false;
  }
}
