import type { KeyRing } from './key-ring.ts';

/** The key ring and the data keys it has opened so far, by id. A data key never changes, so an entry stays true. */
export interface Secrets {
  readonly ring: KeyRing;
  readonly dataKeys: Map<string, Buffer>;
}

export const createSecrets = (ring: KeyRing): Secrets => ({ ring, dataKeys: new Map() });
