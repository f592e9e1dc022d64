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
  requestId: string;
  /** Puts an error of ours into the log, under the request id. */
  failed(error: unknown): void;
}
