import type { Network } from '@berth/connectivity';
import type { Database } from '@berth/db';
import type { RateLimiter } from '@berth/domain';
import type { AuditTrail, Client, DomainSettings } from '@berth/resource';
import type { Secrets } from '@berth/secrets';

/** The place of an answer among those of all callers, and the version of what it shows, read before the answer was. */
export interface Revalidated {
  place: string;
  version: string;
}

/** The variables of Hono's contexts. `createApp` sets the request; `replayed` is true of an answer given before. */
export interface Env {
  Variables: { request: Request; replayed?: boolean };
}

/** The checks of a serving process beside that of its database. Each resolves to false while it fails. */
export interface Readiness {
  /** The database has every migration of this release; it may have more, of a newer one. */
  migrations(): Promise<boolean>;
  /**
   * Every master key that wraps a key of the database is known and opens it. A key service that does not answer is no
   * failure: what is open goes on working, and another process has no other service.
   */
  keys(): Promise<boolean>;
}

/** The state of the server process. */
export interface ServerState {
  version: string;
  /** The start of the process, in milliseconds since 1970. */
  begun: number;
  /** The path under which a proxy offers the server, without a closing slash; empty for none. */
  basePath: string;
  /** Tells if the process takes work: not while it stops. */
  isReady: () => boolean;
  /** The checks of readiness beside that of the database; null for none. */
  readiness: Readiness | null;
}

/** The face and the route that a request reached. */
export interface ServedBy {
  face: string;
  /** The path of the route with its parameters by name: `/provider-configs/:id`; null for a path of no route. */
  route: string | null;
}

/** The parts of a request that are known before its key is. */
export interface Request {
  database: Database;
  secrets: Secrets;
  settings: DomainSettings;
  network: Network;
  audit: AuditTrail;
  client: Client;
  /** The moment the request began, and once its body has been awaited, the moment that had arrived. */
  now: Date;
  clock: () => Date;
  /** True when the request has waited too long for its beginning, and is to be refused. */
  isLate: boolean;
  /** The id of the request that Berth made and records. */
  requestId: string;
  /** Counts the requests of each key; null when there is no limit. */
  limiter: RateLimiter | null;
  /** True once the request has counted. */
  isCounted: boolean;
  /** The headers with the quota that the limiter returned; null without a key or a limit. */
  rateLimitHeaders: Readonly<Record<string, string>> | null;
  /** Set while a caller asks if an answer is still the same: what to remember once it is made. */
  revalidated: Revalidated | null;
  /** The id that `X-Request-Id` answers: the caller's own when it sent a well-formed one, else `requestId`. */
  shownId: string;
  server: ServerState;
  /** The face that serves the request, and the pattern of its route; null before, and for pages. */
  servedBy: ServedBy | null;
  /** The path as its route spells it, below the base path; empty before the route is known, and for pages. */
  path: string;
  /** Logs an internal error under the request id. */
  failed(error: unknown): void;
}
