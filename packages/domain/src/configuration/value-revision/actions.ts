import { type Action, recorded } from '@berth/resource';
import { Nothing } from '../../fields.ts';
import { confirmSecrets, destroyRevision, restoreRevision, type ValueOwner } from '../value/index.ts';
import { presentValueRevision } from './presenter.ts';
import { ValueRevisionView } from './schema.ts';

/** The verbs on the value of a row beside PATCH. */
export const valueActions = (owner: ValueOwner): Action[] => [
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
      await confirmSecrets(ctx, owner, id);
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
      await restoreRevision(ctx, owner, id, n);
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
    run: async (ctx, id, _input, n) =>
      presentValueRevision({ ...(await destroyRevision(ctx, owner, id, n)), value_state: null }),
  },
];
