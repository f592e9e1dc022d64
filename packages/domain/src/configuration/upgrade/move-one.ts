import { type Context, change, type Outcome } from '@berth/resource';
import type { MigrationBetween } from '../../catalog/provider-version/index.ts';
import { requireApproved } from '../approved.ts';
import { lookAgainAtThoseOf } from '../look-again.ts';
import { NO_OUTCOME } from '../outcome.ts';
import { configVaultEntity, type configVaults } from '../tables/config-vault.ts';
import { providerConfigEntity, type providerConfigs } from '../tables/provider-config.ts';
import { holdVersionFor, specificationById } from '../target.ts';
import {
  holdOwner,
  reasonsOf,
  refuse,
  unlessSealed,
  type ValueOwner,
  valueProblems,
  withStale,
} from '../value/index.ts';
import { migrationsTo } from './migrations-from.ts';
import type { MoveOneInput } from './move-schema.ts';

type Moved = typeof providerConfigs.$inferSelect | typeof configVaults.$inferSelect;

/**
 * Moves the value of a config or a vault to the specification of a version, as a new revision. A config without a value
 * of its own gets no revision. With `force` a config is moved all the same, and marked invalid, also one that does not
 * open unless a patch was sent for it; a vault never is.
 * @throws DomainError `not_found`, `gone`, `use_after_delete`, `provider_mismatch`; `invalid_data` when the value does
 * not fit or does not open; `conflict` when followers of a vault would not fit; `forbidden` when the outcome would tell
 * something about a kept secret.
 */
export async function moveOne<Row extends Moved>(
  ctx: Context,
  owner: ValueOwner<Row>,
  id: string,
  { provider_version_id, value }: MoveOneInput,
): Promise<Outcome> {
  const row = await holdOwner(ctx, owner, id);
  const version = await holdVersionFor(ctx, row, provider_version_id, 'provider_version_id');
  await requireApproved(ctx, version.id);
  const from = await specificationById(ctx, row.specification_id);
  if (version.specification_id === from.id && value === undefined) return {};
  const to =
    version.specification_id === from.id ? from : await specificationById(ctx, version.specification_id);
  const force = ctx.write.options.force && owner.entity.name !== configVaultEntity.name;
  const migration = noting(ctx, await migrationsTo(ctx, version)(from.id));
  const move = { kind: 'move' as const, from, to, patch: value ?? {}, force, migration };
  const edited = await unlessSealed(async () => ({ stale: await owner.edit(ctx, row, move) }));
  if (edited !== null) return withStale(edited.stale);
  const unreadable = [{ ...valueProblems.unreadable.text, path: '' }];
  if (!force || value !== undefined) refuse(unreadable, ['value']);
  await change(ctx, providerConfigEntity, id, {
    specification_id: to.id,
    ...NO_OUTCOME,
    invalid_reasons: reasonsOf(unreadable),
  });
  if ('default_of_deployment_id' in row) await lookAgainAtThoseOf(ctx, row);
  return {};
}

/** Names the versions of a migration, and the number of its patches that were applied, in the event of the write. */
const noting = (ctx: Context, migration: MigrationBetween | null): MigrationBetween | null =>
  migration && {
    ...migration,
    migrate: async (...given) => {
      const done = await migration.migrate(...given);
      ctx.write.noted.migration = { versions: migration.versions, patches: done.applied.length };
      return done;
    },
  };
