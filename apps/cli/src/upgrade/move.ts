import type { Berth, ProviderDeployment } from '@berth/client';
import type { Io } from '../io.ts';
import { showProgress } from '../output/progress.ts';
import type { Target } from './target.ts';

/** The rows that were moved. */
export interface Moved {
  deployments: number;
  configs: number;
  /** The configs that were moved although they break, and are invalid now. */
  invalid: number;
}

/**
 * Moves a deployment with its configs; or makes the version of a provider current, if it is not in force, and moves
 * what follows it: the deployments without a lock, each in one transaction, then the configs of none. When one fails
 * the ones before it stay moved, and the same command goes on with the rest.
 */
export async function moveTo(io: Io, berth: Berth, target: Target, force: boolean): Promise<Moved> {
  const moved: Moved = { deployments: 0, configs: 0, invalid: 0 };
  const { deploymentId, version } = target;
  if (deploymentId !== null) {
    const before = await berth.providerDeployments.get(deploymentId, { signal: io.signal });
    await moveDeployment(io, berth, before, target, force, moved);
    return moved;
  }
  if (!target.isInForce && !version.is_current)
    await berth.providerVersions.update(version.id, { is_current: true }, { signal: io.signal });
  const progress = showProgress(io.stderr, 'moving');
  try {
    for (const before of await unlockedBehind(io, berth, target)) {
      await moveDeployment(io, berth, before, target, force, moved);
      progress.at(moved.configs, null);
    }
    for (const id of await looseConfigs(io, berth, target)) {
      const { invalid } = await berth.providerConfigs.upgrade(
        id,
        { provider_version_id: version.id },
        { signal: io.signal, ...(force ? { force } : {}) },
      );
      moved.configs++;
      if (invalid) moved.invalid++;
      progress.at(moved.configs, null);
    }
  } finally {
    progress.end();
  }
  return moved;
}

/** Moves a deployment, and counts it unless it was there with all of its configs. */
async function moveDeployment(
  { signal }: Io,
  berth: Berth,
  { id, row_version: before }: Pick<ProviderDeployment, 'id' | 'row_version'>,
  { version }: Target,
  force: boolean,
  moved: Moved,
): Promise<void> {
  const { upgrade, row_version: after } = await berth.providerDeployments.upgrade(
    id,
    { provider_version_id: version.id, force },
    { signal },
  );
  if (after !== before || upgrade.checked > 0) moved.deployments++;
  moved.configs += upgrade.checked;
  moved.invalid += upgrade.breaks;
}

/** The deployments that are behind and have no lock. They are read before the moves, which change the list. */
async function unlockedBehind(
  { signal }: Io,
  berth: Berth,
  { providerId }: Target,
): Promise<ProviderDeployment[]> {
  const found: ProviderDeployment[] = [];
  const list = berth.providerDeployments.list({ provider_id: providerId, behind: true, limit: 100, signal });
  for await (const deployment of list) if (deployment.locked_version === null) found.push(deployment);
  return found;
}

/** The configs of a provider that are behind and of no deployment, nor the default one of a deployment with a lock. */
async function looseConfigs({ signal }: Io, berth: Berth, { providerId }: Target): Promise<string[]> {
  const found: string[] = [];
  const locked = new Set<string>();
  for await (const one of berth.providerDeployments.list({ provider_id: providerId, limit: 100, signal }))
    if (one.locked_version !== null && one.default_config) locked.add(one.default_config.id);
  const list = berth.providerConfigs.list({ provider_id: providerId, behind: true, limit: 100, signal });
  for await (const { id, deployment } of list) if (deployment === null && !locked.has(id)) found.push(id);
  return found;
}
