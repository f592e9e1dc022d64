import type { Network } from '@berth/connectivity';
import type { Database } from '@berth/db';
import type { RateLimiter } from '@berth/domain';
import type { AuditTrail, Client, DomainSettings } from '@berth/resource';
import type { Secrets } from '@berth/secrets';

/** The variables of Hono's contexts: the request, which `createApp` sets. */
export interface Env {
  Variables: { request: Request };
}

/** The state of the process that answers. */
export interface ServerState {
  version: string;
  /** The moment at which it began, in milliseconds. */
  begun: number;
  /** Whether it takes work: false while it starts and while it stops. */
  isReady: () => boolean;
}

/** Everything that is known of a request before its key is. */
export interface Request {
  database: Database;
  secrets: Secrets;
  settings: DomainSettings;
  network: Network;
  audit: AuditTrail;
  client: Client;
  /** The moment the request began. */
  now: Date;
  /** The id of record, ours. */
  requestId: string;
  /** Counts the requests of each key; null when there is no limit. */
  limiter: RateLimiter | null;
  /** What the limiter has said to this one, for the headers of its answer; null without a key or a limit. */
  rateLimitHeaders: Readonly<Record<string, string>> | null;
  /** What `X-Request-Id` answers: the caller's own id when it gave a well-formed one, else ours. */
  shownId: string;
  server: ServerState;
  /** Puts an error of ours into the log, under the request id. */
  failed(error: unknown): void;
}
