import { type Action, type Context, recorded, show } from '@berth/resource';
import { Nothing } from '../fields.ts';
import {
  destroyRevision,
  type Edit,
  editOf,
  findRevision,
  openRevision,
  type RevisionRow,
  refuseOtherRevision,
  revisionNumber,
  type ValueInput,
} from './value/index.ts';
import { ValueRevisionView, valueRevision } from './value-revision/index.ts';

/**
 * What a config, a vault and an auth config do each in their own way with their value. `Row` is what is held meanwhile.
 */
export interface ValueOwner<Row extends { revision: number | null }> {
  path: string;
  /** Holds the row to change its value. @throws DomainError `not_found`; `gone` when it is archived. */
  hold(ctx: Context, id: string): Promise<Row>;
  /** Holds the row to destroy one of its revisions. @throws DomainError `conflict` when that one is needed. */
  release(ctx: Context, id: string, n: number): Promise<void>;
  /** Destroys so many of the row's revisions that are kept no longer, the oldest first, and gives their numbers. */
  purge(ctx: Context, id: string, most: number): Promise<number[]>;
  /** Stores the value after an edit. `pin` is the vault's revision to stay with, null the current one. */
  edit(ctx: Context, row: Row, edit: Edit, pin?: number | null): Promise<void>;
}

/** Does what a PATCH says of the value, if it says anything. */
export async function patchValue<Row extends { revision: number | null }>(
  owner: ValueOwner<Row>,
  ctx: Context,
  id: string,
  input: ValueInput & { vault_revision?: number | null | undefined },
): Promise<void> {
  const edit = editOf(input);
  const { if_revision, vault_revision } = input;
  if (edit.kind === 'keep' && if_revision === undefined && vault_revision === undefined) return;
  const row = await owner.hold(ctx, id);
  refuseOtherRevision(input, row.revision);
  await owner.edit(ctx, row, edit, vault_revision);
}

/** The verbs on the value of a row beside PATCH. */
export const valueActions = <Row extends { revision: number | null }>(owner: ValueOwner<Row>): Action[] => [
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
      await owner.edit(ctx, await owner.hold(ctx, id), { kind: 'confirm' });
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
      const row = await owner.hold(ctx, id);
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
      await owner.release(ctx, id, Number(n));
      const row = await revisionOf(ctx, id, n);
      await destroyRevision(ctx, row);
      return show(ctx, valueRevision, row.id);
    },
  },
];

const revisionOf = (ctx: Context, ownerId: string, n: string): Promise<RevisionRow> =>
  findRevision(ctx, ownerId, revisionNumber(n));
