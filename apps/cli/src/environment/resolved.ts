import type { Berth, ProviderConfigValue } from '@berth/client';
import type { Io } from '../io.ts';
import { UsageError } from '../usage-error.ts';

/** Reads the effective value of a config, by id or handle. With a reason its secrets are revealed. */
export const resolveConfig = (
  berth: Berth,
  config: string,
  reason: string | null,
  { signal }: Pick<Io, 'signal'>,
): Promise<ProviderConfigValue> =>
  berth.providerConfigs.resolve(config, reason === null ? {} : { reason }, { signal });

/** Refuses an answer without its secrets: a program would start without them. @throws UsageError. */
export function refuseHidden({ hidden }: ProviderConfigValue): void {
  if (hidden.length === 0) return;
  throw new UsageError(`${hidden.join(', ')} is hidden.`, 'Say why it is needed, with --reason.');
}
