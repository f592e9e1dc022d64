import type { Database } from '@berth/db';
import { auditTrail, jobHandlers, type Runner, registry, startRunner } from '@berth/domain';
import type { DomainSettings } from '@berth/resource';
import type { Secrets } from '@berth/secrets';
import { type Log, traitsOf } from '../log.ts';

/** The time without a step after which another process takes over a job, in milliseconds. */
const LEASE_MS = 30_000;

export interface BackgroundOptions {
  database: Database;
  secrets: Secrets;
  settings: DomainSettings;
  pollMs: number;
  log: Log;
  /** Is told of each job that this process has finished, and of each attempt that failed. */
  ended?: ((kind: string, outcome: 'done' | 'failed') => void) | undefined;
}

/** Starts the background work of this process. */
export const startBackground = ({ log, ...options }: BackgroundOptions): Runner =>
  startRunner({
    ...options,
    audit: auditTrail,
    registry,
    handlers: jobHandlers,
    log: {
      info: (fields, message) => log.info(fields, message),
      failed: (fields, message, error) => log.error({ ...fields, ...traitsOf(error) }, message),
    },
    clock: () => new Date(),
    leaseMs: LEASE_MS,
  });
