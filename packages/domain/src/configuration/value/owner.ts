import type { Dependent } from '@berth/kernel';
import { type Context, type Entity, type EntityTable, hold, refuseGone } from '@berth/resource';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { type Edit, editOf, refuseOtherRevision, type ValueInput } from './edit.ts';
import { openRevision, revisionAt } from './revisions.ts';

interface OwnerRow {
  id: string;
  status: string;
  revision: number | null;
}

/** A row that needs a revision of somebody else's value. */
export type Pin = Dependent & { vault_revision: number };

/** The part that differs between a config, a vault and an auth config in how they keep a value. */
export interface ValueOwner<Row extends OwnerRow = never> {
  path: string;
  /** Of a table with rows like `Row`. */
  entity: Entity<EntityTable & { instance_id: PgColumn; revision: PgColumn }>;
  /** The name of such a row in a refusal. */
  called: string;
  /** True when the current revision is needed still after the row is archived. */
  outlivesArchive?: boolean;
  /** Holds what a change of the value holds before the row itself. */
  holdFirst?(ctx: Context, id: string): Promise<void>;
  /** Names what needs older revisions. */
  pins?(ctx: Context, id: string): Promise<Pin[]>;
  /** Stores the value after an edit. `pin` is the vault's revision to stay with, null the current one. */
  edit(ctx: Context, row: Row, edit: Edit, pin?: number | null): Promise<void>;
}

/** Holds a row to change its value. @throws DomainError `not_found`; `gone` when it is archived. */
export async function holdOwner<Row extends OwnerRow>(
  ctx: Context,
  owner: ValueOwner<Row>,
  id: string,
): Promise<Row> {
  await owner.holdFirst?.(ctx, id);
  const row = await holdRow(ctx, owner, id);
  refuseGone(owner.entity, row, 'updated');
  return row as Row; // the entity of an owner is of the table that has these rows
}

/** Holds a row, archived or not. */
export const holdRow = async (ctx: Context, { entity }: ValueOwner, id: string): Promise<OwnerRow> =>
  (await hold(ctx, entity, id, 'change')) as unknown as OwnerRow;

/** Does what a PATCH says of the value, if it says anything. */
export async function patchValue<Row extends OwnerRow>(
  ctx: Context,
  owner: ValueOwner<Row>,
  id: string,
  input: ValueInput & { vault_revision?: number | null | undefined },
): Promise<void> {
  const edit = editOf(input);
  const { if_revision, vault_revision } = input;
  if (edit.kind === 'keep' && if_revision === undefined && vault_revision === undefined) return;
  const row = await holdOwner(ctx, owner, id);
  refuseOtherRevision(input, row.revision);
  await owner.edit(ctx, row, edit, vault_revision);
}

/** Binds the secrets of a row to the addresses that its value now has. */
export async function confirmSecrets(ctx: Context, owner: ValueOwner, id: string): Promise<void> {
  await owner.edit(ctx, await holdOwner(ctx, owner, id), { kind: 'confirm' });
}

/** Stores once more what a revision held. @throws DomainError `not_found`; `gone` when that was destroyed. */
export async function restoreRevision(ctx: Context, owner: ValueOwner, id: string, n: string): Promise<void> {
  const row = await holdOwner(ctx, owner, id);
  const { document } = await openRevision(ctx, await revisionAt(ctx, id, n));
  await owner.edit(ctx, row, { kind: 'restore', document });
}
