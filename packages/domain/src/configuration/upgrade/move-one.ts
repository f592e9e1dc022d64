import type { Context, Outcome } from '@berth/resource';
import { configVaultEntity, type configVaults } from '../tables/config-vault.ts';
import type { providerConfigs } from '../tables/provider-config.ts';
import { holdVersionFor, specificationById } from '../target.ts';
import { holdOwner, type ValueOwner, withStale } from '../value/index.ts';
import type { MoveOneInput } from './move-schema.ts';

type Moved = typeof providerConfigs.$inferSelect | typeof configVaults.$inferSelect;

/**
 * Moves the value of a config or a vault to the specification of a version, as a new revision. A config without a value
 * of its own gets no revision. With `force` a config is moved all the same, and marked invalid; a vault never is.
 * @throws DomainError `not_found`, `gone`, `use_after_delete`, `provider_mismatch`; `invalid_data` when the value does
 * not fit; `conflict` when followers of a vault would not fit.
 */
export async function moveOne<Row extends Moved>(
  ctx: Context,
  owner: ValueOwner<Row>,
  id: string,
  { provider_version_id, value }: MoveOneInput,
): Promise<Outcome> {
  const row = await holdOwner(ctx, owner, id);
  const version = await holdVersionFor(ctx, row, provider_version_id, 'provider_version_id');
  const from = await specificationById(ctx, row.specification_id);
  if (version.specification_id === from.id && value === undefined) return {};
  const to =
    version.specification_id === from.id ? from : await specificationById(ctx, version.specification_id);
  const force = ctx.write.options.force && owner.entity.name !== configVaultEntity.name;
  const stale = await owner.edit(ctx, row, { kind: 'move', from, to, patch: value ?? {}, force });
  return withStale(stale);
}
