import { type Static, Type } from '@sinclair/typebox';
import { about, Identifier, nullable, optional, SecretValue } from '../../fields.ts';

const Target = about(
  'The version, of the same provider, to move to: a later or an earlier one that the instance may use.',
  Identifier,
);

/** The input for moving one config or vault. */
export const MoveOneInput = Type.Object({
  provider_version_id: Target,
  value: optional(
    about(
      'A JSON merge patch (RFC 7396) of the value, for what the specification of the version needs. In a config that follows a vault, null for a member of the vault takes that member away, in this config alone.',
      SecretValue,
    ),
  ),
});
export type MoveOneInput = Static<typeof MoveOneInput>;

/** The input for moving a deployment with its configs. */
export const MoveDeploymentInput = Type.Object({
  provider_version_id: Target,
  force: optional(
    about(
      'Moves also the configs whose value does not fit, and marks them `invalid`; like `force=true` in the query.',
      Type.Boolean(),
    ),
  ),
});
export type MoveDeploymentInput = Static<typeof MoveDeploymentInput>;

const count = (of: string) => about(`The number of configs ${of}.`, Type.Integer({ minimum: 0 }));

/** The member that only the answer to the move of a deployment has. */
export const MovedView = Type.Object({
  upgrade: Type.Object({
    checked: count('that were on another specification'),
    passes: count('of those whose value fits'),
    breaks: count('of those whose value does not fit, and which are invalid now'),
    stale: count('of those with a secret that is stale now'),
    migrated: count('of those whose value a migration of the version changed and then fits'),
    invalid: about(
      'The configs that are invalid now, at most 100.',
      Type.Array(
        Type.Object({
          id: Identifier,
          handle: nullable(Type.String()),
          errors: Type.Array(
            Type.Object({ code: Type.String(), message: Type.String(), path: Type.Array(Type.String()) }),
          ),
        }),
      ),
    ),
  }),
});
export type MovedView = Static<typeof MovedView>;
