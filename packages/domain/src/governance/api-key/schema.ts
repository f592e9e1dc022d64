import { type Static, Type } from '@sinclair/typebox';
import {
  about,
  Identifier,
  Moment,
  nullable,
  optional,
  RequiredName,
  Timestamp,
  words,
} from '../../fields.ts';
import { versioned } from '../../stamps.ts';
import { roles } from './scopes.ts';

const MOST_ADDRESSES = 50;
const LONGEST_OVERLAP_SECONDS = 7 * 24 * 60 * 60;

/** A secret from before a rotation, which works for a while yet. */
const OldSecret = Type.Object({ hint: Type.String(), expires_at: Timestamp });

export const ApiKeyView = Type.Object({
  object: Type.Literal('api_key'),
  id: Identifier,
  type: about(
    '`secret`: what its scopes say. `publishable`: reads the catalogue, and nothing else.',
    words('secret', 'publishable'),
  ),
  status: words('active', 'expired', 'revoked'),
  name: Type.String(),
  scopes: about('What it was given: scopes and roles.', Type.Array(Type.String())),
  hint: about('The last four characters of the secret.', Type.String()),
  is_bootstrap: about(
    'Whether it is the first key of the installation, which holds every scope.',
    Type.Boolean(),
  ),
  expires_at: about('When it ends; null for never.', nullable(Timestamp)),
  allowed_ips: about(
    'The addresses and CIDR blocks that it is used from; null for everywhere.',
    nullable(Type.Array(Type.String())),
  ),
  last_used_at: about('To the minute; null for a key that was never used.', nullable(Timestamp)),
  last_used_ip: nullable(Type.String()),
  rotated_at: about('When it last got a new secret; null for never.', nullable(Timestamp)),
  old_secrets: about('Secrets from before a rotation that work for a while yet.', Type.Array(OldSecret)),
  ...versioned,
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

const changeable = {
  scopes: optional(Scopes),
  expires_at: optional(ExpiresAt),
  allowed_ips: optional(AllowedIps),
};

export const CreateApiKey = Type.Object({
  name: RequiredName,
  type: optional(
    about(
      'A publishable key reads the catalogue and has no scopes; secret unless given.',
      words('secret', 'publishable'),
    ),
  ),
  ...changeable,
});
export type CreateApiKey = Static<typeof CreateApiKey>;

export const UpdateApiKey = Type.Object({ name: optional(RequiredName), ...changeable });
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
  secret: about(
    'The token. Shown once, since only its hash is stored: null when the same request is answered again.',
    nullable(Type.String()),
  ),
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
