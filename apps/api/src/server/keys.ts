import {
  composeProviders,
  createKeyRing,
  createSecrets,
  createTransit,
  type KeyProvider,
  KeyServiceError,
  type MasterKey,
  MasterKeyError,
  MissingKeyError,
  SealError,
  type Secrets,
} from '@berth/secrets';
import type { Settings } from '../env.ts';
import { startErrors } from './start-error.ts';

/**
 * Makes the secrets of the settings over these local keys: the active key provider wraps new keys, the other one only
 * opens.
 */
export function secretsOf(settings: Settings, localKeys: readonly MasterKey[]): Secrets {
  const local = ringOf(localKeys);
  const transit = settings.transit && createTransit(settings.transit);
  const inOrder = settings.keyProvider === 'transit' ? [transit, local] : [local, transit];
  const [active, ...others] = inOrder.filter((provider) => provider !== null);
  if (!active) throw startErrors.noMasterKey();
  return createSecrets(composeProviders(active, ...others));
}

function ringOf([first, ...others]: readonly MasterKey[]): KeyProvider | null {
  try {
    return first ? createKeyRing([first, ...others]) : null;
  } catch (cause) {
    if (!(cause instanceof MasterKeyError)) throw cause;
    throw startErrors.keysTogether({ reason: cause.message }, { cause });
  }
}

/** Explains why the keys do not open the database. @throws StartError for a known cause, any other cause as it is. */
export function explainKeys(cause: unknown): never {
  if (cause instanceof MissingKeyError) {
    const id = cause.masterKeyId;
    throw id.includes(':')
      ? startErrors.transitKeyNeeded({ id }, { cause })
      : startErrors.localKeyNeeded({ id }, { cause });
  }
  if (cause instanceof KeyServiceError) throw startErrors.transit({ reason: cause.message }, { cause });
  if (cause instanceof SealError) throw startErrors.dataKey({ cause });
  throw cause;
}
