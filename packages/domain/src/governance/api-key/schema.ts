import { type Static, type TSchema, Type } from '@sinclair/typebox';
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

const MOST_NAMED = 100;

/** A secret from before a rotation that still works. */
const OldSecret = Type.Object({ hint: Type.String(), expires_at: Timestamp });

const reachParts = {
  providers:
    'Ids of providers; a slug is stored as the id that it names. Everything of a provider is inside.',
  deployments: 'Ids of deployments. A deployment is inside, with the rows that are bound to it.',
  configs:
    'Ids of configs; a handle is stored as the id that it names. Only the configs themselves are inside.',
  handles:
    'Handles of configs, in which `*` is any text: `team-a-*`. The configs that have such a handle now are inside.',
};

/** The schema of a reach, with a schema for each of its parts. */
const reachOf = <T extends TSchema>(part: (description: string) => T) =>
  Type.Object(
    {
      providers: part(reachParts.providers),
      deployments: part(reachParts.deployments),
      configs: part(reachParts.configs),
      handles: part(reachParts.handles),
    },
    {
      description:
        'The rows that the key is limited to; null for all of the instance. A row is inside when any part names it, or what it hangs on. A row outside does not exist for the key.',
    },
  );

export const ApiKeyView = Type.Object({
  object: Type.Literal('api_key'),
  id: Identifier,
  type: about(
    '`secret`: has the access that its scopes give. `publishable`: reads the catalogue only.',
    words('secret', 'publishable'),
  ),
  status: words('active', 'expired', 'revoked'),
  name: Type.String(),
  scopes: about('The scopes and roles of the key.', Type.Array(Type.String())),
  reach: nullable(reachOf((description) => Type.Array(Type.String(), { description }))),
  hint: about('The last four characters of the secret.', Type.String()),
  is_bootstrap: about('True for a bootstrap key, which holds every scope.', Type.Boolean()),
  expires_at: about('The time at which the key expires; null for never.', nullable(Timestamp)),
  allowed_ips: about(
    'The IP addresses and CIDR blocks that may use the key; null for any.',
    nullable(Type.Array(Type.String())),
  ),
  last_used_at: about(
    'The time of the last use, to the minute; null for a key that was never used.',
    nullable(Timestamp),
  ),
  last_used_ip: nullable(Type.String()),
  rotated_at: about('The time of the last rotation; null for never.', nullable(Timestamp)),
  old_secrets: about('Secrets from before a rotation that still work.', Type.Array(OldSecret)),
  ...versioned,
  revoked_at: nullable(Timestamp),
});
export type ApiKeyView = Static<typeof ApiKeyView>;

const roleList = Object.entries(roles).map(([name, { about }]) => `\`${name}\`: ${about}`);

const Scopes = Type.Array(Type.String({ maxLength: 100 }), {
  maxItems: 200,
  description: `Scopes such as \`provider-configs:read\`, and roles. A secret key needs at least one.\n\n- ${roleList.join('\n- ')}`,
});

const ExpiresAt = about('The time in the future at which the key expires; null for never.', nullable(Moment));

const AllowedIps = nullable(
  Type.Array(Type.String({ maxLength: 50 }), {
    minItems: 1,
    maxItems: MOST_ADDRESSES,
    description: 'IPv4 and IPv6 addresses and CIDR blocks that may use the key; null for any.',
  }),
);

const ReachInput = nullable(
  reachOf((description) =>
    optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: MOST_NAMED, description }),
    ),
  ),
);

const changeable = {
  scopes: optional(Scopes),
  reach: optional(ReachInput),
  expires_at: optional(ExpiresAt),
  allowed_ips: optional(AllowedIps),
};

export const CreateApiKey = Type.Object({
  name: RequiredName,
  type: optional(
    about(
      '`secret` by default. A publishable key reads the catalogue and has no scopes.',
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
      description: 'Seconds for which the current secrets keep working; one day by default.',
    }),
  ),
  expires_at: optional(ExpiresAt),
});
export type RotateApiKey = Static<typeof RotateApiKey>;

/** The members that only the answers to creation and rotation have. */
export const ApiKeySecret = Type.Object({
  secret: about(
    'The token. It is shown once, because only its hash is stored; null in a dry run, and when an idempotent request is repeated.',
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
      /** All scopes of the role, sorted. */
      scopes: Type.Array(Type.String()),
    }),
  ),
});
