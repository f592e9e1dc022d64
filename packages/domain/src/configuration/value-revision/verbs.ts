import { action, recorded, type Verb } from '@berth/resource';
import { confirmSecrets, destroyRevision, restoreRevision, type ValueOwner } from '../value/index.ts';
import { presentValueRevision } from './presenter.ts';
import { ValueRevisionView } from './schema.ts';

/** The verbs on the value of a row beside PATCH. */
export const valueVerbs = (owner: ValueOwner): Verb[] => [
  action({
    path: 'confirm-secrets',
    summary: 'Confirm that the secrets may go to the addresses that the value now has',
    about:
      'A secret goes only to the addresses that the value had when it was sent. After one of them has changed, `resolve` with a reason is 409 `secrets_stale` until this, or until the secrets are sent again.',
    errors: ['gone'],
    scopes: [`${owner.path}:reveal`],
    audit: recorded,
    run: async (ctx, id) => {
      await confirmSecrets(ctx, owner, id);
      return undefined;
    },
  }),
  action({
    path: 'revisions/:n/restore',
    summary: 'Restore what a revision held, as a new revision',
    about: 'It is checked like any other value.',
    errors: ['gone'],
    audit: recorded,
    run: async (ctx, id, _input, n) => {
      await restoreRevision(ctx, owner, id, n);
      return undefined;
    },
  }),
  action({
    path: 'revisions/:n/destroy',
    summary: 'Destroy the ciphertext of a revision for good',
    about: 'There is no way back. Not the current one, and not one that something is pinned to.',
    errors: ['gone'],
    audit: recorded,
    view: ValueRevisionView,
    run: async (ctx, id, _input, n) => {
      const row = await destroyRevision(ctx, owner, id, n);
      return { answer: presentValueRevision({ ...row, value_state: null }) };
    },
  }),
];
