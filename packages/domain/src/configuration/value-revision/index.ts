import { mapInSlices } from '@berth/kernel';
import { created, defineResource, flag, oneOf, updated } from '@berth/resource';
import { sql } from 'drizzle-orm';
import { valueRevisionEntity, valueRevisions } from '../tables/value-revision.ts';
import { forKey, pathOfOwner, revisionAt, statesFrom } from '../value/index.ts';
import { shownValueRevision, valueRevisionExample } from './example.ts';
import { presentValueRevision } from './presenter.ts';
import { ValueRevisionView } from './schema.ts';

export { valueVerbs } from './verbs.ts';

export const valueRevision = defineResource({
  entity: valueRevisionEntity,
  wire: {
    path: 'value-revisions',
    about:
      'A stored revision of the value of a config, vault, auth config or auth credentials. The value itself is not shown.',
    view: ValueRevisionView,
    present: presentValueRevision,
    example: valueRevisionExample,
    shown: shownValueRevision,
  },
  read: {
    alone: ['ciphertext'],
    large: ['value_state'],
    filters: {
      id: oneOf(valueRevisions.id),
      owner_id: oneOf(valueRevisions.owner_id),
      provider_specification_id: oneOf(valueRevisions.specification_id),
      created_by: oneOf(valueRevisions.created_by),
      destroyed: flag(() => sql`${valueRevisions.destroyed_at} is not null`, {
        value: true,
        by: valueRevisions.id,
      }),
      created_at: created(valueRevisionEntity),
      updated_at: updated(valueRevisionEntity),
    },
    attach: (ctx, rows) =>
      mapInSlices(
        rows,
        (row) => {
          const states = row.value_state && statesFrom('own', row.value_state);
          return { ...row, value_state: states && forKey(ctx, pathOfOwner(ctx, row.owner_id), states) };
        },
        1,
      ),
  },
  links: {
    within: {
      paths: [
        'provider-configs',
        'provider-config-vaults',
        'provider-auth-configs',
        'provider-auth-credentials',
      ],
      as: 'revisions',
      filter: 'owner_id',
      by: 'revision',
      find: async (ctx, ownerId, n) => (await revisionAt(ctx, ownerId, n)).id,
    },
  },
});
