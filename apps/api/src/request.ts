import type { Network } from '@berth/connectivity';
import type { Database } from '@berth/db';
import type { AuditTrail, Client, DomainSettings } from '@berth/resource';
import type { Secrets } from '@berth/secrets';

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
  /** What `X-Request-Id` answers: the caller's own id when it gave a well-formed one, else ours. */
  shownId: string;
  /** Puts an error of ours into the log, under the request id. */
  failed(error: unknown): void;
}
