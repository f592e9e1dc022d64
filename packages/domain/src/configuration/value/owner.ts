import type { Dependent } from '@berth/kernel';
import { type Context, type Entity, type EntityTable, hold, refuseGone } from '@berth/resource';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { type Edit, editOf, refuseOtherRevision } from './edit/edit.ts';
import type { ValueInput } from './edit/value-input.ts';
import { openRevision, revisionAt } from './revisions/revisions.ts';
import type { StaleSecrets } from './stale-view.ts';

interface OwnerRow {
  id: string;
  status: string;
  revision: number | null;
}

/** A row that needs a revision of another row's value. */
export type Pin = Dependent & { vault_revision: number };

/** The members of a PATCH that change the place of a config, and with it the vault's part of its value. */
export interface Placement {
  /** The vault revision to stay on; null follows the current one. */
  vault_revision?: number | null | undefined;
  provider_config_vault_id?: string | null | undefined;
  provider_deployment_id?: string | null | undefined;
  keep_value?: boolean | undefined;
}

/** The differences between a config, a vault and an auth config in keeping a value. */
export interface ValueOwner<Row extends OwnerRow = never> {
  path: string;
  /** The entity of a table with rows like `Row`. */
  entity: Entity<EntityTable & Record<'instance_id' | 'revision' | 'oldest_secret_at', PgColumn>>;
  /** The name of such a row in a refusal. */
  called: string;
  /** True when the current revision is still needed after the row is archived. */
  outlivesArchive?: boolean;
  /** Holds the rows that a change of the value must hold before the row itself. */
  holdFirst?(ctx: Context, id: string): Promise<void>;
  /** Lists the rows that need older revisions. */
  pins?(ctx: Context, id: string): Promise<Pin[]>;
  /**
   * Stores the value after an edit. Returns the secrets that are stale then, if the owner's secrets are ever revealed.
   * A row without a vault has no use for `placement`.
   */
  edit(ctx: Context, row: Row, edit: Edit, placement?: Placement): Promise<StaleSecrets | undefined>;
}

/** Holds a row to change its value. @throws DomainError `not_found`; `gone` when it is archived. */
export async function holdOwner<Row extends OwnerRow>(
  ctx: Context,
  owner: ValueOwner<Row>,
  id: string,
): Promise<Row> {
  await owner.holdFirst?.(ctx, id);
  const row = await holdRow(ctx, owner, id);
  refuseGone(owner.entity, row, 'change');
  return row as Row; // the entity of an owner belongs to the table with these rows
}

/** Holds a row, live or archived. */
export const holdRow = async (ctx: Context, { entity }: ValueOwner, id: string): Promise<OwnerRow> =>
  (await hold(ctx, entity, id, 'change')) as unknown as OwnerRow;

/**
 * Applies the members of a PATCH that concern the value. Returns the stale secrets; undefined without such a member.
 */
export async function patchValue<Row extends OwnerRow>(
  ctx: Context,
  owner: ValueOwner<Row>,
  id: string,
  input: ValueInput & Placement,
): Promise<StaleSecrets | undefined> {
  const edit = editOf(input);
  const { if_revision, vault_revision, provider_config_vault_id, provider_deployment_id, keep_value } = input;
  const placement = { vault_revision, provider_config_vault_id, provider_deployment_id, keep_value };
  const isPlaced = Object.values(placement).some((member) => member !== undefined);
  if (edit.kind === 'keep' && if_revision === undefined && !isPlaced) return undefined;
  const row = await holdOwner(ctx, owner, id);
  refuseOtherRevision(input, row.revision);
  return owner.edit(ctx, row, edit, placement);
}

/** Binds the secrets of a row to the current destinations of its value. */
export async function confirmSecrets(ctx: Context, owner: ValueOwner, id: string): Promise<void> {
  await owner.edit(ctx, await holdOwner(ctx, owner, id), { kind: 'confirm' });
}

/**
 * Stores the value of an earlier revision again, under the specification that it had.
 * @throws DomainError `not_found`; `gone` when that revision was destroyed.
 */
export async function restoreRevision(
  ctx: Context,
  owner: ValueOwner,
  id: string,
  n: string,
): Promise<StaleSecrets | undefined> {
  const row = await holdOwner(ctx, owner, id);
  const stored = await revisionAt(ctx, id, n);
  const revision = await openRevision(ctx, stored);
  return owner.edit(ctx, row, { kind: 'restore', revision, specificationId: stored.specification_id });
}
