import { randomBytes } from 'node:crypto';
import { KEY_BYTES, SealError } from './envelope.ts';

/** A key as stored: sealed under a master key and beside that key's id. */
export interface WrappedKey {
  masterKeyId: string;
  wrapped: Buffer;
}

/** A wrapped key in its row. `replace` stores it wrapped anew, unless another process was faster. */
export interface KeptKey<Db> {
  stored: WrappedKey;
  place: string;
  replace(db: Db, next: WrappedKey): Promise<void>;
}

/**
 * Wraps and unwraps keys under master keys that never leave the provider. `place` binds a wrapped key to its row. Any
 * call may go over the network and take seconds, so none may be made while a database transaction is open.
 */
export interface KeyProvider {
  /**
   * Returns the id that `wrap` currently uses. A row with another id is not under the active key. @throws
   * KeyServiceError
   */
  activeKeyId(): Promise<string>;
  /** Reports that keys wrapped under this id belong to this provider. Unwrapping one may still fail. */
  opens(masterKeyId: string): boolean;
  /** @throws KeyServiceError */
  wrap(key: Buffer, place: string): Promise<WrappedKey>;
  /** @throws MissingKeyError, KeyServiceError; SealError for another place or changed bytes. */
  unwrap(stored: WrappedKey, place: string): Promise<Buffer>;
}

/** Thrown when the master key of a wrapped key is absent or may no longer be used. */
export class MissingKeyError extends SealError {
  override readonly name = 'MissingKeyError';
  readonly masterKeyId: string;

  constructor(masterKeyId: string, options?: ErrorOptions) {
    super(`The master key ${masterKeyId} is missing`, options);
    this.masterKeyId = masterKeyId;
  }
}

/** Thrown when the service that holds the master keys fails. The message says where and why, and holds no secret. */
export class KeyServiceError extends Error {
  override readonly name = 'KeyServiceError';
  /** The HTTP status of the service; null when it did not answer. */
  readonly status: number | null;
  /** The error texts of the service. */
  readonly reasons: readonly string[];

  constructor(
    message: string,
    status: number | null,
    reasons: readonly string[] = [],
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.status = status;
    this.reasons = reasons;
  }
}

/**
 * Combines providers: the first one wraps, and each opens its own keys. So keys can move from one provider to another.
 */
export function composeProviders(active: KeyProvider, ...others: readonly KeyProvider[]): KeyProvider {
  const all = [active, ...others];
  return {
    activeKeyId: active.activeKeyId,
    wrap: active.wrap,
    opens: (id) => all.some((provider) => provider.opens(id)),
    unwrap: async (stored, place) => {
      const owner = all.find((provider) => provider.opens(stored.masterKeyId));
      if (!owner) throw new MissingKeyError(stored.masterKeyId);
      return owner.unwrap(stored, place);
    },
  };
}

/**
 * Checks with a random key that the active master key exists, and that it opens a wrapped key in its own place only.
 * Releases of Vault before 1.13 silently ignore the place.
 * @throws KeyServiceError
 */
export async function proveProvider(provider: KeyProvider): Promise<void> {
  const id = await provider.activeKeyId();
  const key = newDataKey();
  const stored = await provider.wrap(key, 'proof here');
  if (!(await provider.unwrap(stored, 'proof here')).equals(key)) {
    throw new KeyServiceError(`The master key ${id} does not give back what it wrapped`, null);
  }
  const elsewhere = await provider.unwrap(stored, 'proof elsewhere').catch((error: unknown) => {
    if (error instanceof SealError) return null;
    throw error;
  });
  if (elsewhere === null) return;
  throw new KeyServiceError(
    `The master key ${id} does not bind what it wraps to its place (associated_data): Vault 1.13, OpenBao 2.0 or newer is needed`,
    null,
  );
}

/** Makes a random key for AES-256. */
export const newDataKey = (): Buffer => randomBytes(KEY_BYTES);
