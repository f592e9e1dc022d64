import type { Berth, ProviderVersion } from '@berth/client';
import { printable } from '../output/printable.ts';
import { UsageError } from '../usage-error.ts';

/** The deployment or provider to upgrade, and the version that it goes to. */
export interface Target {
  providerId: string;
  /** Null for a whole provider. */
  deploymentId: string | null;
  version: ProviderVersion;
}

/**
 * Finds the deployment or the provider that a word names, and the version, by its id or its text; the current one
 * unless one is given. @throws UsageError, and the errors of the server.
 */
export async function findTarget(
  berth: Berth,
  word: string,
  to: string | undefined,
  signal: AbortSignal,
): Promise<Target> {
  const isDeployment = word.startsWith('pde_');
  const providerId = isDeployment
    ? (await berth.providerDeployments.get(word, { signal })).provider_id
    : (await berth.providers.get(word, { signal })).id;
  const version = await findVersion(berth, providerId, to, signal);
  return { providerId, deploymentId: isDeployment ? word : null, version };
}

async function findVersion(
  berth: Berth,
  providerId: string,
  to: string | undefined,
  signal: AbortSignal,
): Promise<ProviderVersion> {
  for await (const version of berth.providerVersions.list({ provider_id: providerId, limit: 100, signal })) {
    if (to === undefined ? version.is_current : to === version.id || to === version.version) return version;
  }
  throw new UsageError(
    to === undefined
      ? 'The provider has no current version.'
      : `The provider has no version ${printable(to)}.`,
    `See berth provider-versions list --provider-id ${providerId}.`,
  );
}
