import { createHash, randomBytes } from 'node:crypto';
import { KEY_BYTES, open, SealError, seal } from './envelope.ts';

/** A data key as it is stored: sealed under a master key whose id is beside it. */
export interface WrappedKey {
  masterKeyId: string;
  wrapped: Buffer;
}

/** Wraps and unwraps data keys under a master key that never leaves it. `place` binds a wrapped key to its row. */
export interface KeyRing {
  readonly activeKeyId: string;
  wrap(dataKey: Buffer, place: string): WrappedKey;
  /** Throws SealError when the master key is not here or does not open the data key. */
  unwrap(stored: WrappedKey, place: string): Buffer;
}

/** A ring of one 32-byte master key. Its id is made from the key, so that a wrong key is told from a changed row. */
export function createKeyRing(masterKey: Buffer): KeyRing {
  if (masterKey.length !== KEY_BYTES) throw new Error(`A master key has ${KEY_BYTES} bytes`);
  const activeKeyId = `mk_${createHash('sha256').update('berth master key').update(masterKey).digest('hex').slice(0, 12)}`;
  return {
    activeKeyId,
    wrap: (dataKey, place) => ({ masterKeyId: activeKeyId, wrapped: seal(masterKey, dataKey, place) }),
    unwrap: (stored, place) => {
      if (stored.masterKeyId !== activeKeyId) {
        throw new SealError(`The data key was wrapped by the master key ${stored.masterKeyId}`);
      }
      return open(masterKey, stored.wrapped, place);
    },
  };
}

export const newDataKey = (): Buffer => randomBytes(KEY_BYTES);
