import { LRUCache } from 'lru-cache';
import { secretsErrors } from './errors.ts';
import { type KeyProvider, KeyServiceError, MissingKeyError, type WrappedKey } from './key-provider.ts';

/** About 10 MB. An active instance has one or two keys. */
const OPEN_KEYS = 20_000;

/** The key provider with a cache of the keys that this process has opened. The key of a place never changes. */
export interface Secrets {
  readonly provider: KeyProvider;
  /** The key of a place if it is open. The only function here that may be called in a transaction. */
  opened(place: string): Buffer | undefined;
  /**
   * Opens a key and keeps it open. Simultaneous callers share one call of the provider. A failure is not kept.
   * @throws SealError; DomainError `unavailable` when the master key is missing or the key service fails.
   */
  open(stored: WrappedKey, place: string): Promise<Buffer>;
  /** Opens a key, and does not keep it open. @throws as `open`. */
  openOnce(stored: WrappedKey, place: string): Promise<Buffer>;
  /** Closes a key that this process has open. */
  forget(place: string): void;
  /** Returns the id of the master key that wraps now. @throws DomainError `unavailable` */
  activeKeyId(): Promise<string>;
  /** Wraps a key. @throws DomainError `unavailable` */
  wrap(key: Buffer, place: string): Promise<WrappedKey>;
}

/** Makes the secrets of a process. Beyond `openKeys` open keys, the least recently used one is closed. */
export function createSecrets(provider: KeyProvider, openKeys = OPEN_KEYS): Secrets {
  const open = new LRUCache<string, Buffer>({ max: openKeys });
  const opening = new Map<string, Promise<Buffer>>();
  const unwrap = async (stored: WrappedKey, place: string) => {
    try {
      const key = await served(provider.unwrap(stored, place));
      open.set(place, key);
      return key;
    } finally {
      opening.delete(place);
    }
  };
  return {
    provider,
    opened: (place) => open.get(place),
    open: async (stored, place) => {
      const known = open.get(place) ?? opening.get(place);
      if (known) return known;
      const key = unwrap(stored, place);
      opening.set(place, key);
      return key;
    },
    openOnce: (stored, place) => served(provider.unwrap(stored, place)),
    forget: (place) => {
      open.delete(place);
    },
    activeKeyId: () => served(provider.activeKeyId()),
    wrap: (key, place) => served(provider.wrap(key, place)),
  };
}

/** Turns a failure of the key service into `unavailable`. The details are for the operator, in the cause. */
async function served<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    if (cause instanceof MissingKeyError) {
      throw secretsErrors.keyMissing({ id: cause.masterKeyId }, {}, { cause });
    }
    throw cause instanceof KeyServiceError ? secretsErrors.serviceFails({}, { cause }) : cause;
  }
}
