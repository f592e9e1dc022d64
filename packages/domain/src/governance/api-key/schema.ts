import { type Static, Type } from '@sinclair/typebox';
import { Identifier, Moment, nullable, optional, RequiredName, Timestamp, words } from '../../fields.ts';
import { roles } from './scopes.ts';

const MOST_ADDRESSES = 50;
const LONGEST_OVERLAP_SECONDS = 7 * 24 * 60 * 60;

/** A secret from before a rotation, which works for a while yet. */
const OldSecret = Type.Object({ hint: Type.String(), expires_at: Timestamp });

export const ApiKeyView = Type.Object({
  object: Type.Literal('api_key'),
  id: Identifier,
  type: words('secret', 'publishable'),
  status: words('active', 'expired', 'revoked'),
  name: Type.String(),
  scopes: Type.Array(Type.String()),
  /** The last four characters of the secret. */
  hint: Type.String(),
  is_bootstrap: Type.Boolean(),
  expires_at: nullable(Timestamp),
  /** Null: it may be used from everywhere. */
  allowed_ips: nullable(Type.Array(Type.String())),
  /** To the minute, and null for a key that was never used. */
  last_used_at: nullable(Timestamp),
  last_used_ip: nullable(Type.String()),
  rotated_at: nullable(Timestamp),
  old_secrets: Type.Array(OldSecret),
  row_version: Type.Integer(),
  created_at: Timestamp,
  updated_at: Timestamp,
  revoked_at: nullable(Timestamp),
});
export type ApiKeyView = Static<typeof ApiKeyView>;

const roleList = Object.entries(roles).map(([name, { about }]) => `\`${name}\`: ${about}`);

const Scopes = Type.Array(Type.String({ maxLength: 100 }), {
  maxItems: 200,
  description: `Scopes such as \`provider-configs:read\`, and roles. A secret key needs at least one.\n\n- ${roleList.join('\n- ')}`,
});

const ExpiresAt = nullable(Moment);

const AllowedIps = nullable(
  Type.Array(Type.String({ maxLength: 50 }), {
    minItems: 1,
    maxItems: MOST_ADDRESSES,
    description: 'IPv4 and IPv6 addresses and CIDR blocks that the key is used from; null for everywhere.',
  }),
);

export const CreateApiKey = Type.Object({
  name: RequiredName,
  type: optional(words('secret', 'publishable')),
  scopes: optional(Scopes),
  expires_at: optional(ExpiresAt),
  allowed_ips: optional(AllowedIps),
});
export type CreateApiKey = Static<typeof CreateApiKey>;

export const UpdateApiKey = Type.Object({
  name: optional(RequiredName),
  scopes: optional(Scopes),
  expires_at: optional(ExpiresAt),
  allowed_ips: optional(AllowedIps),
});
export type UpdateApiKey = Static<typeof UpdateApiKey>;

export const RotateApiKey = Type.Object({
  overlap_seconds: optional(
    Type.Integer({
      minimum: 0,
      maximum: LONGEST_OVERLAP_SECONDS,
      description: 'For how long the secrets that the key has now go on working: a day unless given.',
    }),
  ),
  expires_at: optional(ExpiresAt),
});
export type RotateApiKey = Static<typeof RotateApiKey>;

/** What the answer to the creation and the rotation says beside the view. */
export const ApiKeySecret = Type.Object({
  /** The token. Shown once, since only its hash is stored: null when the same request is answered again. */
  secret: nullable(Type.String()),
});

export const RoleList = Type.Object({
  object: Type.Literal('list'),
  items: Type.Array(
    Type.Object({
      object: Type.Literal('api_key.role'),
      name: Type.String(),
      description: Type.String(),
      /** All that it means, sorted. */
      scopes: Type.Array(Type.String()),
    }),
  ),
});
