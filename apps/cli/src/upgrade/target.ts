import type { Berth, ProviderVersion } from '@berth/client';
import { printable } from '../output/printable.ts';
import { UsageError } from '../usage-error.ts';

/** The deployment or provider to upgrade, and the version that it goes to. */
export interface Target {
  providerId: string;
  /** Null for a whole provider. */
  deploymentId: string | null;
  version: ProviderVersion;
  /** True for the version that the instance uses where no lock says otherwise. */
  isInForce: boolean;
}

/**
 * Finds the deployment or the provider that a word names, and the version, by its id or its text; unless one is given,
 * the one that the instance uses. @throws UsageError, and the errors of the server.
 */
export async function findTarget(
  berth: Berth,
  word: string,
  to: string | undefined,
  signal: AbortSignal,
): Promise<Target> {
  const deploymentId = word.startsWith('pde_') ? word : null;
  const named =
    deploymentId === null ? word : (await berth.providerDeployments.get(word, { signal })).provider_id;
  const { id: providerId, current_version: inForce } = await berth.providers.get(named, { signal });
  const version = to === undefined ? inForce : await findVersion(berth, providerId, to, signal);
  if (version === null) throw noVersion(providerId, to);
  return { providerId, deploymentId, version, isInForce: version.id === inForce?.id };
}

async function findVersion(
  berth: Berth,
  providerId: string,
  to: string,
  signal: AbortSignal,
): Promise<ProviderVersion | null> {
  for await (const version of berth.providerVersions.list({ provider_id: providerId, limit: 100, signal })) {
    if (to === version.id || to === version.version) return version;
  }
  return null;
}

const noVersion = (providerId: string, to: string | undefined): UsageError =>
  to === undefined
    ? new UsageError(
        'The provider has no version that this instance may use.',
        `See berth version-approvals list --provider-id ${providerId}.`,
      )
    : new UsageError(
        `The provider has no version ${printable(to)}.`,
        `See berth provider-versions list --provider-id ${providerId}.`,
      );
