import type { Berth, ProviderConfigValue } from '@berth/client';
import { exitCodes } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { UsageError } from '../usage-error.ts';
import { leavesOf, pointerOf } from './leaves.ts';

/** Reads the effective value of a config, by id or handle. With a reason its secrets are revealed. */
export const resolveConfig = (
  berth: Berth,
  config: string,
  reason: string | null,
  { signal }: Pick<Io, 'signal'>,
): Promise<ProviderConfigValue> =>
  berth.providerConfigs.resolve(config, reason === null ? {} : { reason }, { signal });

/** Lists the pointers of the secrets that an answer does not show. */
export function hiddenIn(answer: ProviderConfigValue): readonly string[] {
  const { hidden } = answer as { hidden?: readonly string[] };
  if (hidden !== undefined) return hidden;
  if (answer.revealed) return [];
  return leavesOf(answer.value).flatMap(({ path, value }) => (value === null ? [pointerOf(path)] : []));
}

/** Refuses an answer without its secrets: a program would start without them. @throws UsageError. */
export function refuseHidden(answer: ProviderConfigValue, hasReason: boolean): void {
  const hidden = hiddenIn(answer);
  if (hidden.length === 0) return;
  const names = hidden.join(', ');
  if (!hasReason) throw new UsageError(`${names} is hidden.`, 'Say why it is needed, with --reason.');
  throw new UsageError(
    `${names} is hidden from this key.`,
    'A key reveals secrets with the scope provider-configs:reveal, which the role resolver has.',
    exitCodes.refused.code,
  );
}
