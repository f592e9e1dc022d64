import type { Network } from '@berth/connectivity';
import type { Database } from '@berth/db';
import type { RateLimiter } from '@berth/domain';
import type { AuditTrail, Client, DomainSettings } from '@berth/resource';
import type { Secrets } from '@berth/secrets';

/** What Hono's contexts carry: the request, since `createApp`. */
export interface Env {
  Variables: { request: Request };
}

/** What every face knows of a request before it knows who asks. */
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
  /** Puts an error of ours into the log, under the request id. */
  failed(error: unknown): void;
}
