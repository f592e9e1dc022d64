import { open, seal } from './envelope.ts';
import { type KeyProvider, MissingKeyError } from './key-provider.ts';
import { derivedId, keysById, type MasterKey } from './master-keys.ts';

/**
 * Keeps master keys in the memory of this process. The first one wraps, and all of them open. Each is known by its id
 * and by the id derived from it.
 * @throws MasterKeyError
 */
export function createKeyRing(keys: readonly [MasterKey, ...MasterKey[]]): KeyProvider {
  const known = keysById(keys);
  const [active] = keys;
  const activeId = active.id ?? derivedId(active.key);
  return {
    activeKeyId: async () => activeId,
    opens: (id) => known.has(id),
    wrap: async (key, place) => ({ masterKeyId: activeId, wrapped: seal(active.key, key, place) }),
    unwrap: async ({ masterKeyId, wrapped }, place) => {
      const key = known.get(masterKeyId);
      if (!key) throw new MissingKeyError(masterKeyId);
      return open(key, wrapped, place);
    },
  };
}
