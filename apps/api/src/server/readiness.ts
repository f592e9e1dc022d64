import { type Database, migrationCheck } from '@berth/db';
import { proveKeys } from '@berth/domain';
import { KeyServiceError, type Secrets } from '@berth/secrets';
import type { Readiness } from '../http/request.ts';
import { MIGRATIONS } from './package-files.ts';

/** The time for which a proof of the keys counts, in milliseconds. */
const PROOF_MS = 10_000;

/** Makes the checks of a process. */
export function readinessOf(database: Database, { provider }: Secrets): Readiness {
  const hasMigrations = migrationCheck(MIGRATIONS);
  let proof: { until: number; opens: Promise<boolean> } | null = null;
  const prove = async (): Promise<boolean> => {
    try {
      await proveKeys(database.read, provider);
      return true;
    } catch (error) {
      return error instanceof KeyServiceError;
    }
  };
  return {
    migrations: () => hasMigrations(database.read),
    keys: async () => {
      const now = performance.now();
      if (!proof || proof.until <= now) proof = { until: now + PROOF_MS, opens: prove() };
      const opens = await proof.opens;
      if (!opens) proof = null; // the next probe looks again
      return opens;
    },
  };
}
