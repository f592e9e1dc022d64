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
import { StartError } from './start-error.ts';

/**
 * Makes the secrets of the settings over these local keys: the active key provider wraps new keys, the other one only
 * opens.
 */
export function secretsOf(settings: Settings, localKeys: readonly MasterKey[]): Secrets {
  const local = ringOf(localKeys);
  const transit = settings.transit && createTransit(settings.transit);
  const inOrder = settings.keyProvider === 'transit' ? [transit, local] : [local, transit];
  const [active, ...others] = inOrder.filter((provider) => provider !== null);
  if (!active) throw new StartError('There is no master key: set BERTH_MASTER_KEY or BERTH_TRANSIT_URL.');
  return createSecrets(composeProviders(active, ...others));
}

function ringOf([first, ...others]: readonly MasterKey[]): KeyProvider | null {
  try {
    return first ? createKeyRing([first, ...others]) : null;
  } catch (cause) {
    if (!(cause instanceof MasterKeyError)) throw cause;
    throw new StartError(`The master keys cannot be used together: ${cause.message}.`, { cause });
  }
}

/** Explains why the keys do not open the database. @throws StartError for a known cause, any other cause as it is. */
export function explainKeys(cause: unknown): never {
  if (cause instanceof MissingKeyError) {
    const id = cause.masterKeyId;
    const hint = id.includes(':')
      ? 'It is a version of a Transit key: set BERTH_TRANSIT_URL, BERTH_TRANSIT_MOUNT and BERTH_TRANSIT_KEY to where ' +
        'it is, and look at the min_decryption_version of the key.'
      : 'Add it to BERTH_MASTER_KEY, behind the active one.';
    throw new StartError(`Saved values need the master key ${id}, which Berth was not given. ${hint}`, {
      cause,
    });
  }
  if (cause instanceof KeyServiceError) {
    throw new StartError(`${cause.message}. Look at BERTH_TRANSIT_URL and BERTH_TRANSIT_TOKEN.`, { cause });
  }
  if (cause instanceof SealError) {
    throw new StartError(
      'A stored data key does not open under its own master key: the row was changed, or another key has its id.',
      { cause },
    );
  }
  throw cause;
}
