import { internet, type Network } from '@berth/connectivity';
import type { Database } from '@berth/db';
import type { Id } from '@berth/kernel';
import { type AuditTrail, type Context, type DomainSettings, newWrite, type Registry } from '@berth/resource';
import type { Secrets } from '@berth/secrets';
import { eq } from 'drizzle-orm';
import { instances } from '../tables/instance.ts';
import type { JobHandler } from './handler.ts';

/** The actor of work that no key asked for. No key has this id: it holds no time and no random bits. */
export const SYSTEM_KEY: Id<'apiKey'> = 'apk_00000000000000000000000000';

/** The log of a runner. */
export interface JobLog {
  info(fields: Record<string, string>, message: string): void;
  /** Logs an error of any type. The log decides which parts of it are safe to write. */
  failed(fields: Record<string, string>, message: string, error: unknown): void;
}

/** The dependencies of a runner: those of a request without its caller, the kinds of work, and its pace. */
export interface RunnerSource {
  database: Database;
  secrets: Secrets;
  settings: DomainSettings;
  audit: AuditTrail;
  registry: Registry;
  handlers: readonly JobHandler[];
  log: JobLog;
  /** Is told of each job that this runner has finished, and of each attempt that failed. */
  ended?: ((kind: string, outcome: 'done' | 'failed') => void) | undefined;
  clock: () => Date;
  /** The network for reaching providers; the internet by default. */
  network?: Network;
  /** The pause when no job is due, in milliseconds. */
  pollMs: number;
  /** The time for which a job belongs to the runner after each step, in milliseconds. */
  leaseMs: number;
}

/** Builds the context of a request by a key at this time, without any scope. */
export async function contextOf(
  source: RunnerSource,
  { instanceId, keyId, requestId }: { instanceId: string; keyId: string; requestId: string },
): Promise<Context> {
  const { database, secrets, settings, audit, registry, clock, network = internet } = source;
  const [instance] = await database.read
    .select({ organization_id: instances.organization_id })
    .from(instances)
    .where(eq(instances.id, instanceId));
  if (!instance) throw new Error(`The instance ${instanceId} is missing`);
  return {
    db: database.read,
    database,
    instanceId: instanceId as Id<'instance'>,
    instanceName: null,
    organizationId: instance.organization_id as Id<'organization'>,
    actor: { keyId: keyId as Id<'apiKey'>, keyName: null, bootstrap: false },
    authority: null,
    client: { ip: null, userAgent: null },
    scopes: new Set(),
    reach: null,
    requiresPreconditions: false,
    now: clock(),
    requestId,
    services: { registry, secrets, settings, network, audit },
    write: newWrite(),
  };
}
