import {
  archiveRow,
  archiveVerb,
  createVerb,
  defineResource,
  search,
  unarchiveRow,
  unarchiveVerb,
  updateVerb,
} from '@berth/resource';
import { identityFilters } from '../filters.ts';
import { delegationConfigEntity, delegationConfigs } from '../tables/delegation-config.ts';
import { delegationConfigExample } from './example.ts';
import { presentDelegationConfig } from './presenter.ts';
import { CreateDelegationConfig, DelegationConfigView, UpdateDelegationConfig } from './schema.ts';
import { createDelegationConfig, updateDelegationConfig } from './service.ts';

export const delegationConfig = defineResource({
  entity: delegationConfigEntity,
  wire: {
    path: 'identity-delegation-configs',
    about:
      'Rules for passing on a delegation: if an actor may delegate what was delegated to it, and how often.',
    view: DelegationConfigView,
    present: presentDelegationConfig,
    example: delegationConfigExample,
  },
  read: {
    filters: {
      ...identityFilters(delegationConfigEntity),
      search: search(delegationConfigs.name, delegationConfigs.description),
    },
  },
  verbs: [
    createVerb({ input: CreateDelegationConfig, run: createDelegationConfig }),
    updateVerb({ input: UpdateDelegationConfig, run: updateDelegationConfig }),
    archiveVerb({ run: (ctx, id) => archiveRow(ctx, delegationConfigEntity, id) }),
    unarchiveVerb({ run: (ctx, id) => unarchiveRow(ctx, delegationConfigEntity, id) }),
  ],
});
