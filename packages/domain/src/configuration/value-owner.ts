import { type Dependent, DomainError } from '@berth/kernel';
import {
  type Action,
  type Context,
  type Entity,
  type EntityTable,
  hold,
  recorded,
  refuseGone,
  show,
} from '@berth/resource';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { Nothing } from '../fields.ts';
import {
  destroyRevision,
  type Edit,
  editOf,
  findRevision,
  openRevision,
  purgeRevisions,
  type RevisionRow,
  refuseOtherRevision,
  revisionNumber,
  type ValueInput,
} from './value/index.ts';
import { ValueRevisionView, valueRevision } from './value-revision/index.ts';

interface OwnerRow {
  id: string;
  status: string;
  revision: number | null;
}

/** A row that needs a revision of somebody else's value. */
export type Pin = Dependent & { vault_revision: number };

/** What a config, a vault and an auth config do each in their own way with their value. */
export interface ValueOwner<Row extends OwnerRow = never> {
  path: string;
  /** Of a table with rows like `Row`. */
  entity: Entity<EntityTable & { instance_id: PgColumn; revision: PgColumn }>;
  /** The row in the words of a refusal. */
  called: string;
  /** Whether the current revision is needed still when the row is archived. */
  outlivesArchive?: boolean;
  /** Holds what a change of the value holds before the row itself. */
  holdFirst?(ctx: Context, id: string): Promise<void>;
  /** What needs older revisions. */
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
  return row;
}

/** The entity of an owner is of the table that has these rows. */
const holdRow = async <Row extends OwnerRow>(ctx: Context, { entity }: ValueOwner<Row>, id: string) =>
  (await hold(ctx, entity, id, 'change')) as unknown as Row;

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

/** Destroys the revisions of a row that is not held yet, as `purgeExcess`. */
export const purgeOwner = async (
  ctx: Context,
  owner: ValueOwner,
  id: string,
  most: number,
): Promise<number[]> => purgeExcess(ctx, owner, await holdRow<OwnerRow>(ctx, owner, id), most);

/**
 * Destroys the revisions that are kept no longer and that nothing is pinned to, and gives their numbers: all, or so many
 * of the oldest.
 */
export async function purgeExcess(
  ctx: Context,
  owner: ValueOwner,
  { id, revision }: Pick<OwnerRow, 'id' | 'revision'>,
  most?: number,
): Promise<number[]> {
  if (revision === null) return [];
  const pins = await pinsOn(ctx, owner, id);
  return purgeRevisions(ctx, { id, revision }, { but: pins.map((pin) => pin.vault_revision), most });
}

const pinsOn = async (ctx: Context, { pins }: ValueOwner, id: string): Promise<Pin[]> =>
  pins ? pins(ctx, id) : [];

/** Makes sure that a revision of a row that is held can be destroyed. @throws DomainError `conflict` when it is needed. */
async function releaseRevision(ctx: Context, owner: ValueOwner, id: string, n: number): Promise<void> {
  const { entity, called, outlivesArchive } = owner;
  const row = await holdRow<OwnerRow>(ctx, owner, id);
  const needed = { entity: entity.name, id };
  if (n === row.revision && (outlivesArchive || row.status === 'active')) {
    throw new DomainError('conflict', `The current revision of ${called} cannot be destroyed.`, needed);
  }
  const pins = (await pinsOn(ctx, owner, id)).filter((pin) => pin.vault_revision === n);
  if (pins.length === 0) return;
  const dependents = pins.map(({ vault_revision: _, ...config }) => config);
  throw new DomainError('conflict', 'Configs are pinned to the revision.', { ...needed, dependents });
}

/** The verbs on the value of a row beside PATCH. */
export const valueActions = <Row extends OwnerRow>(owner: ValueOwner<Row>): Action[] => [
  {
    path: 'confirm-secrets',
    summary: 'Confirm that the secrets may go to the addresses that the value now has',
    about:
      'A secret goes only to the addresses that the value had when it was sent. After one of them has changed, `resolve` with a reason is 409 `secrets_stale` until this, or until the secrets are sent again.',
    errors: ['gone'],
    scopes: [`${owner.path}:reveal`],
    writes: recorded,
    input: Nothing,
    run: async (ctx, id) => {
      await owner.edit(ctx, await holdOwner(ctx, owner, id), { kind: 'confirm' });
      return undefined;
    },
  },
  {
    path: 'revisions/:n/restore',
    summary: 'Restore what a revision held, as a new revision',
    about: 'It is checked like any other value.',
    errors: ['gone'],
    scopes: [`${owner.path}:write`],
    writes: recorded,
    input: Nothing,
    run: async (ctx, id, _input, n) => {
      const row = await holdOwner(ctx, owner, id);
      const { document } = await openRevision(ctx, await revisionOf(ctx, id, n));
      await owner.edit(ctx, row, { kind: 'restore', document });
      return undefined;
    },
  },
  {
    path: 'revisions/:n/destroy',
    summary: 'Destroy the ciphertext of a revision for good',
    about: 'There is no way back. Not the current one, and not one that something is pinned to.',
    errors: ['gone'],
    scopes: [`${owner.path}:write`],
    writes: recorded,
    input: Nothing,
    view: ValueRevisionView,
    run: async (ctx, id, _input, n) => {
      await releaseRevision(ctx, owner, id, Number(n));
      const row = await revisionOf(ctx, id, n);
      await destroyRevision(ctx, row);
      return show(ctx, valueRevision, row.id);
    },
  },
];

const revisionOf = (ctx: Context, ownerId: string, n: string): Promise<RevisionRow> =>
  findRevision(ctx, ownerId, revisionNumber(n));
