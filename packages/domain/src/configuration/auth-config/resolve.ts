import { patchLeaves } from '@berth/json-schema';
import { type Context, findRow, refuseArchived } from '@berth/resource';
import { type Static, Type } from '@sinclair/typebox';
import { about, Identifier } from '../../fields.ts';
import { findRevision, openRevision } from '../value/index.ts';
import { openToReveal } from './reveal.ts';
import { authConfigEntity } from './table.ts';

export const ResolvedAuthConfigView = Type.Object({
  object: Type.Literal('provider.auth_config.value'),
  id: Identifier,
  provider_id: Identifier,
  provider_auth_method_id: Identifier,
  value: about(
    'The whole value when secrets are revealed, otherwise empty.',
    Type.Record(Type.String(), Type.Unknown()),
  ),
  hidden: about('JSON Pointers to the leaves that are left out of `value`.', Type.Array(Type.String())),
  revision: Type.Integer(),
  revealed: Type.Boolean(),
});
export type ResolvedAuthConfigView = Static<typeof ResolvedAuthConfigView>;

/**
 * Opens the value of an auth config, all of which is secret. A caller that reveals it records that.
 * @throws DomainError `not_found`; `use_after_delete`; `secrets_stale` when it reveals.
 */
export async function openAuthConfig(
  ctx: Context,
  id: string,
  reveal: boolean,
): Promise<ResolvedAuthConfigView> {
  const row = await findRow(ctx, authConfigEntity, id);
  refuseArchived(authConfigEntity, row);
  const value = reveal
    ? await openToReveal(ctx, row, true)
    : (await openRevision(ctx, await findRevision(ctx, id, row.revision))).document.value;
  return {
    object: 'provider.auth_config.value',
    id: row.id,
    provider_id: row.provider_id,
    provider_auth_method_id: row.auth_method_id,
    value: reveal ? value : {},
    hidden: reveal ? [] : patchLeaves(value),
    revision: row.revision,
    revealed: reveal,
  };
}
