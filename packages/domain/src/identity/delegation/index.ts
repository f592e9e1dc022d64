import {
  action,
  created,
  createVerb,
  defineResource,
  NOW,
  oneOf,
  recorded,
  state,
  updated,
  type Verb,
} from '@berth/resource';
import { aliasedTable, and, eq, getTableColumns, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { actors } from '../tables/actor.ts';
import { identities, isIdentityOf } from '../tables/identity.ts';
import { delegationExample, shownDelegation } from './example.ts';
import { presentDelegation } from './presenter.ts';
import { CreateDelegation, DelegationView } from './schema.ts';
import { answerRequest, createDelegation, holdIdentityOf, revokeDelegation } from './service.ts';
import { delegationEntity, delegations } from './table.ts';

export { delegationErrors, delegationProblems } from './errors.ts';
export { isBacked, isPast, isRunning, termsFor } from './rules.ts';

/** The join that reads an actor of a delegation. */
function party(name: string, id: AnyPgColumn) {
  const table = aliasedTable(actors, name);
  const on = and(eq(table.instance_id, delegations.instance_id), eq(table.id, id));
  return { table, on, columns: getTableColumns(table) };
}

const now = sql`${sql.placeholder(NOW)}::timestamptz`;
const isOver = sql`coalesce(${delegations.expires_at} <= ${now}, false)`;
const isUnanswered = sql`coalesce(${delegations.request_expires_at} <= ${now}, false)`;

const answering = (path: 'approve' | 'deny', about: string): Verb =>
  action({
    path,
    summary: `${path === 'approve' ? 'Approve' : 'Deny'} a delegation`,
    about,
    errors: ['invalid_state'],
    audit: recorded,
    run: async (ctx, id) => {
      await answerRequest(ctx, id, path === 'approve');
      return undefined;
    },
  });

export const delegation = defineResource({
  entity: delegationEntity,
  wire: {
    path: 'identity-delegations',
    about:
      'Lets the identities of another actor use the credentials of an identity, until it expires or is revoked.',
    view: DelegationView,
    present: presentDelegation,
    example: delegationExample,
    shown: shownDelegation,
  },
  read: {
    drifts: 'A delegation expires.',
    joins: {
      identity: {
        table: identities,
        on: isIdentityOf(delegations),
        columns: {
          id: identities.id,
          name: identities.name,
          description: identities.description,
          metadata: identities.metadata,
        },
      },
      owner: party('owners', delegations.owner_actor_id),
      delegator: party('delegators', delegations.delegator_actor_id),
      delegatee: party('delegatees', delegations.delegatee_actor_id),
    },
    filters: {
      id: oneOf(delegations.id),
      identity_id: oneOf(delegations.identity_id),
      delegatee_actor_id: oneOf(delegations.delegatee_actor_id),
      delegator_actor_id: oneOf(delegations.delegator_actor_id),
      owner_actor_id: oneOf(delegations.owner_actor_id),
      status: state({
        waiting_for_consent: () =>
          sql`${delegations.status} = 'waiting_for_consent' and not ${isOver} and not ${isUnanswered}`,
        denied: () => sql`${delegations.status} = 'denied'`,
        active: () => sql`${delegations.status} = 'active' and not ${isOver}`,
        revoked: () => sql`${delegations.status} = 'revoked'`,
        expired: () =>
          sql`(${delegations.status} = 'active' and ${isOver}) or (${delegations.status} = 'waiting_for_consent' and (${isOver} or ${isUnanswered}))`,
      }),
      permissions: state({
        'provider:call': () => sql`${delegations.may_call}`,
        'provider:read': () => sql`${delegations.may_read}`,
      }),
      created_at: created(delegationEntity),
      updated_at: updated(delegationEntity),
    },
    attach: async (ctx, rows) => rows.map((row) => ({ ...row, now: ctx.now })),
  },
  links: {
    holdFirst: holdIdentityOf,
    references: {
      identity_id: { column: delegations.identity_id, to: 'identity', blocks: false },
      delegatee_actor_id: {
        column: delegations.delegatee_actor_id,
        to: 'identity.actor',
        blocks: false,
      },
      delegation_config_id: {
        column: delegations.delegation_config_id,
        to: 'identity.delegation_config',
        blocks: false,
      },
    },
  },
  verbs: [
    createVerb({ input: CreateDelegation, run: createDelegation }),
    action({
      path: 'revoke',
      summary: 'Revoke a delegation',
      about: 'Revokes all delegations that pass it on, too. A revoked delegation stays readable.',
      errors: ['invalid_state'],
      audit: recorded,
      run: async (ctx, id) => {
        await revokeDelegation(ctx, id);
        return undefined;
      },
    }),
    answering('approve', 'Gives the consent that the delegation waits for.'),
    answering('deny', 'Refuses the consent that the delegation waits for.'),
  ],
});
