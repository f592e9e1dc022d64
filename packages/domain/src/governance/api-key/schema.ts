import { type Static, Type } from '@sinclair/typebox';
import { Identifier, nullable, optional, RequiredName, Timestamp, words } from '../../fields.ts';

export const ApiKeyView = Type.Object({
  object: Type.Literal('api_key'),
  id: Identifier,
  type: words('secret', 'publishable'),
  status: words('active', 'revoked'),
  name: Type.String(),
  scopes: Type.Array(Type.String()),
  /** The last four characters of the secret. */
  hint: Type.String(),
  is_bootstrap: Type.Boolean(),
  row_version: Type.Integer(),
  created_at: Timestamp,
  updated_at: Timestamp,
  revoked_at: nullable(Timestamp),
});
export type ApiKeyView = Static<typeof ApiKeyView>;

export const CreateApiKey = Type.Object({
  name: RequiredName,
  type: optional(words('secret', 'publishable')),
  /** Scopes (`provider-configs:read`) and roles (`reader`). A secret key needs at least one. */
  scopes: optional(Type.Array(Type.String({ maxLength: 100 }), { maxItems: 200 })),
});
export type CreateApiKey = Static<typeof CreateApiKey>;

/** What the answer to the creation says beside the view. */
export const ApiKeySecret = Type.Object({
  /** The token. Shown once, since only its hash is stored: null when the same request is answered again. */
  secret: nullable(Type.String()),
});
