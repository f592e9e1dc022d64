import { type Static, Type } from '@sinclair/typebox';
import { about, nullable, optional, SecretValue } from '../../../fields.ts';
import { Keeps } from './keep.ts';

/** The members of a PATCH that change a value. */
export const ValueInput = Type.Object({
  value: optional(about('A JSON merge patch (RFC 7396) of the value.', SecretValue)),
  value_replace: optional(about('The whole new value.', SecretValue)),
  value_shown: optional(
    about(
      'The whole effective value as it was shown, with the places that keep their stored content.',
      Type.Object({
        value: SecretValue,
        keep: about(
          'The places of `value` that keep stored content, which may be absent in an object that is there: a JSON Pointer, or `from` and `to` for a secret of an item that has another index now. Send `if_revision` too, so that `from` means what was read.',
          Keeps,
        ),
        vault_revision: nullable(
          about('The vault revision that was shown; null without a vault.', Type.Integer()),
        ),
      }),
    ),
  ),
  if_revision: optional(
    about('Change the value only if this is still the current revision.', Type.Integer({ minimum: 0 })),
  ),
});
export type ValueInput = Static<typeof ValueInput>;
