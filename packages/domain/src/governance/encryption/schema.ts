import { type Static, Type } from '@sinclair/typebox';
import { about, Identifier, optional, Timestamp, words } from '../../fields.ts';

export const RotateInput = Type.Object({
  keys: optional(
    about(
      '`master` (the default): wraps every stored key of the installation under the active master key. `data`: gives the instance a new data key, reseals its values and recomputes its digests with it.',
      words('master', 'data'),
    ),
  ),
});
export type RotateInput = Static<typeof RotateInput>;

export const EncryptionView = Type.Object({
  object: Type.Literal('encryption'),
  /**
   * The active master key and those that are still needed. A key that is not active and wraps nothing is not needed.
   */
  master_keys: Type.Array(
    Type.Object({
      id: Type.String(),
      active: Type.Boolean(),
      /** The number of keys of the installation that it wraps. */
      keys: Type.Integer(),
    }),
  ),
  /** The data keys of the instance. The active one seals and makes digests; all open. */
  data_keys: Type.Array(
    Type.Object({
      id: Identifier,
      version: Type.Integer(),
      active: Type.Boolean(),
      master_key_id: Type.String(),
      created_at: Timestamp,
    }),
  ),
});
export type EncryptionView = Static<typeof EncryptionView>;
