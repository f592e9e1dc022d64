import { randomBytes } from 'node:crypto';
import { KEY_BYTES, SealError } from './envelope.ts';

/** A key as it is stored: sealed under a master key whose id is beside it. */
export interface WrappedKey {
  masterKeyId: string;
  wrapped: Buffer;
}

/** A wrapped key in its row, and what puts it there wrapped otherwise unless somebody was faster. */
export interface KeptKey<Db> {
  stored: WrappedKey;
  place: string;
  replace(db: Db, next: WrappedKey): Promise<void>;
}

/**
 * Wraps and unwraps keys under master keys that never leave it. `place` binds a wrapped key to its row. Any call may
 * go over the network and take seconds: none may be made while a database transaction is open.
 */
export interface KeyProvider {
  /** The id that `wrap` gives now. A row with another one is not under the active key. @throws KeyServiceError */
  activeKeyId(): Promise<string>;
  /** Whether what was wrapped under this id is this provider's to open. Says nothing about its success. */
  opens(masterKeyId: string): boolean;
  /** @throws KeyServiceError */
  wrap(key: Buffer, place: string): Promise<WrappedKey>;
  /** @throws MissingKeyError, KeyServiceError; SealError for another place or changed bytes. */
  unwrap(stored: WrappedKey, place: string): Promise<Buffer>;
}

/** The master key that something was wrapped under is not here, or may not be used any more. */
export class MissingKeyError extends SealError {
  override readonly name = 'MissingKeyError';
  readonly masterKeyId: string;

  constructor(masterKeyId: string, options?: ErrorOptions) {
    super(`The master key ${masterKeyId} is missing`, options);
    this.masterKeyId = masterKeyId;
  }
}

/** The service that holds the master keys did not do its work. The message says where and why, and holds no secret. */
export class KeyServiceError extends Error {
  override readonly name = 'KeyServiceError';
  /** The HTTP status that it answered; null when there was no answer. */
  readonly status: number | null;
  /** The service's own words. */
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

/** The first provider wraps; each opens what is its own. So keys can move from one provider to another. */
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
 * Proves with a random key that the active master key is there, and that it opens what it wrapped, and only in its
 * place. Releases of Vault before 1.13 ignore the place silently.
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

/** A key for AES-256, at random. */
export const newDataKey = (): Buffer => randomBytes(KEY_BYTES);
