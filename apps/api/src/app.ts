import { internet, type Network } from '@berth/connectivity';
import type { Database } from '@berth/db';
import { auditTrail, createRateLimiter, type RatePolicy } from '@berth/domain';
import type { AuditTrail, DomainSettings } from '@berth/resource';
import type { Secrets } from '@berth/secrets';
import { Hono } from 'hono';
import { routePath } from 'hono/route';
import { DASHBOARD, type DashboardSettings, isBuilt, mountDashboard } from './dashboard/index.ts';
import { errorSections } from './error-catalog.ts';
import { serveFaces } from './face/serve.ts';
import { faces, root } from './faces.ts';
import { clientOf } from './http/caller.ts';
import { allowOrigins } from './http/cors.ts';
import type { Env, Readiness, ServedBy } from './http/request.ts';
import { newRequestId, readRequestId } from './http/request-id.ts';
import { waitOf } from './http/wait.ts';
import { type Log, traitsOf } from './log.ts';
import { mountReference } from './reference/index.ts';
import { mountSetupPage } from './setup-page/index.ts';

export interface AppDeps {
  database: Database;
  secrets: Secrets;
  settings: DomainSettings;
  /** The network through which providers are reached; the internet by default. */
  network?: Network;
  /** The audit trail that every write appends to; the instance's own by default. */
  audit?: AuditTrail;
  /** The rate limit of each key; none by default. */
  rateLimit?: RatePolicy | null;
  log: Log;
  version: string;
  /** The number of proxies in front whose `X-Forwarded-For` is trusted; true is one. */
  trustProxy: boolean | number;
  /** The origins whose scripts may call, or `*`; none by default. */
  corsOrigins?: readonly string[];
  /** The settings of the dashboard, where they differ from the usual ones. */
  dashboard?: Partial<DashboardSettings>;
  /** The path under which a proxy offers the server; none by default. */
  basePath?: string;
  /** Tells if the server takes work: not while it stops. */
  ready: () => boolean;
  /** The checks of readiness beside that of the database; none by default. */
  readiness?: Readiness;
  clock?: () => Date;
  /** Is told of each answer, for the metrics. */
  answered?: (answer: Answered) => void;
  /** Runs a request in a span; without traces unless given. */
  trace?: (traceparent: string | undefined, run: () => Promise<Answered>) => Promise<void>;
}

/** An answer, without anything of what was asked or answered. */
export interface Answered extends ServedBy {
  method: string;
  status: number;
  /** The time until the head of the answer, in seconds. */
  seconds: number;
}

/** Creates the whole HTTP application: the pages for people, then the faces. */
export function createApp(deps: AppDeps): Hono {
  const clock = deps.clock ?? (() => new Date());
  const basePath = deps.basePath ?? '';
  const server = {
    version: deps.version,
    begun: clock().getTime(),
    basePath,
    isReady: deps.ready,
    readiness: deps.readiness ?? null,
  };
  const limiter = deps.rateLimit ? createRateLimiter(deps.database, deps.rateLimit) : null;
  const app = new Hono<Env>();
  app.use(async (c, next) => {
    const now = clock();
    const wait = waitOf(c.env);
    const requestId = newRequestId(now);
    const callersId = readRequestId(c.req.header('x-request-id'));
    const clientId = callersId === null ? {} : { client_request_id: callersId };
    c.set('request', {
      database: deps.database,
      secrets: deps.secrets,
      settings: deps.settings,
      network: deps.network ?? internet,
      audit: deps.audit ?? auditTrail,
      client: clientOf(c, deps.trustProxy),
      now,
      clock,
      isLate: wait?.isTooLong ?? false,
      requestId,
      shownId: callersId ?? requestId,
      limiter,
      isCounted: false,
      rateLimitHeaders: null,
      revalidated: null,
      server,
      servedBy: null,
      path: '',
      failed: (error) =>
        deps.log.error({ request_id: requestId, ...clientId, ...traitsOf(error) }, 'request failed'),
    });
    const began = wait?.since ?? performance.now();
    const answered = async (): Promise<Answered> => {
      await next();
      const servedBy = c.get('request').servedBy ?? { face: 'pages', route: routePath(c) };
      const { method } = c.req;
      const seconds = (performance.now() - began) / 1000;
      const answer = { method, status: c.res.status, seconds, ...servedBy };
      deps.answered?.(answer);
      return answer;
    };
    if (deps.trace) await deps.trace(c.req.header('traceparent'), answered);
    else await answered();
    deps.log.info(
      {
        request_id: requestId,
        ...clientId,
        method: c.req.method,
        path: loggable(c.req.path),
        status: c.res.status,
        ms: clock().getTime() - now.getTime(),
      },
      'request',
    );
  });
  if (deps.corsOrigins?.length) app.use(allowOrigins(deps.corsOrigins));
  mountReference(app, errorSections, isBuilt, basePath);
  mountSetupPage(app, basePath);
  const dashboard = mountDashboard(app, root, { ...DASHBOARD, basePath, ...deps.dashboard, log: deps.log });
  serveFaces(app, [dashboard, ...faces]);
  return app as unknown as Hono; // callers need not know the variables
}

const WORD = /^[a-z-]{0,40}$/;
const ID = /^[a-z]{2,8}_[0-9a-z]{26}$|^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const PLAIN_PATH = /^\/[a-z-]{0,40}(\/[a-z]{2,8}_[0-9a-z]{26})?$/;

/** More segments than any route has. */
const MOST_SEGMENTS = 10;

/** Removes from a path every segment that may be a token or a value in the place of an id. */
function loggable(path: string): string {
  if (PLAIN_PATH.test(path)) return path;
  const [prefix = ''] = /^\/(?:v1|api|dashboard\/api)(?=\/)/.exec(path) ?? [];
  const [, resource = '', ...rest] = path.slice(prefix.length).split('/', MOST_SEGMENTS);
  const kept = rest.map((segment) => (ID.test(segment) ? segment : '…'));
  return [prefix, WORD.test(resource) ? resource : '…', ...kept].join('/');
}
