import { type Static, Type } from '@sinclair/typebox';
import { about, Identifier, optional } from '../../fields.ts';

/** The secrets that a write leaves stale. */
export const StaleSecrets = Type.Array(
  Type.Object({
    path: about('A JSON Pointer (RFC 6901) to the secret.', Type.String()),
    because: about(
      'JSON Pointers to the destinations that have changed since the secret was sent, at most 20. For a key that may neither reveal nor compare the row, one that is a secret itself has changed when it was sent, also with the same content.',
      Type.Array(Type.String()),
    ),
    provider_config_id: optional(
      about('In the answer for a vault: the config that follows it and whose secret is stale.', Identifier),
    ),
  }),
  { maxItems: 200 },
);
export type StaleSecrets = Static<typeof StaleSecrets>;

/** Describes the member of the views of a config and a vault. */
export const staleSecretsView = {
  /** Present in answers to a write of the value, absent elsewhere. */
  stale_secrets: optional(
    about(
      'After a write of the value: the secrets that are not revealed and not sent by a test until they are sent again or confirmed, at most 100, and for a vault at most 100 of its followers.',
      StaleSecrets,
    ),
  ),
};

/** The answer to a write of a value, with the stale secrets beside the row. */
export const withStale = (stale: StaleSecrets | undefined) =>
  stale === undefined ? {} : { once: { stale_secrets: stale } };
