import { action, recorded, type Verb } from '@berth/resource';
import {
  confirmSecrets,
  destroyRevision,
  restoreRevision,
  type ValueOwner,
  withStale,
} from '../value/index.ts';
import { presentValueRevision } from './presenter.ts';
import { ValueRevisionView } from './schema.ts';

/** The verbs on a row's value besides PATCH. */
export const valueVerbs = (owner: ValueOwner): Verb[] => [
  action({
    path: 'confirm-secrets',
    summary: 'Confirm the secrets for the current addresses of the value',
    about:
      'A secret may go only to the addresses that the value had when the secret was sent, and be tried out only by the test that was in force then. After an address has changed, `resolve` with a reason answers 409 `secrets_stale` until the secrets are confirmed or sent again; after a new version has changed the test, `test` does. Binds the secrets to the current addresses and to the test in force.',
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
    summary: 'Restore a revision as a new revision',
    about: 'The restored value is validated like any other value.',
    errors: ['gone'],
    audit: recorded,
    run: async (ctx, id, _input, n) => withStale(await restoreRevision(ctx, owner, id, n)),
  }),
  action({
    path: 'revisions/:n/destroy',
    summary: 'Destroy the ciphertext of a revision permanently',
    about: 'This cannot be undone. The current revision and pinned revisions cannot be destroyed.',
    errors: ['gone'],
    audit: recorded,
    view: ValueRevisionView,
    run: async (ctx, id, _input, n) => {
      const row = await destroyRevision(ctx, owner, id, n);
      return { answer: presentValueRevision({ ...row, value_state: null }) };
    },
  }),
];
