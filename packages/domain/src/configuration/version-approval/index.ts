import { isId } from '@berth/kernel';
import { action, created, defineResource, oneOf, recorded } from '@berth/resource';
import { findProviders } from '../../catalog/find-provider.ts';
import {
  DiffView,
  providerVersionExample,
  shownProviderVersion,
} from '../../catalog/provider-version/index.ts';
import { approvalIdOf } from '../approved.ts';
import { presentVersionApproval } from './presenter.ts';
import { versionApprovalEntity, versionApprovals } from './rows.ts';
import { ApprovalDiffQuery, ApproveInput, RejectInput, VersionApprovalView } from './schema.ts';
import { approveVersion, diffOfApproval, rejectVersion } from './service.ts';
import { attachState, byStatus } from './state.ts';

export { versionApprovalErrors } from './errors.ts';

export const versionApproval = defineResource({
  entity: versionApprovalEntity,
  wire: {
    path: 'version-approvals',
    about: 'The approval of a version of a provider by your instance.',
    secretKeysOnly: true,
    view: VersionApprovalView,
    present: presentVersionApproval,
    example: async (api) => approvalIdOf(await providerVersionExample(api)),
    shown: shownProviderVersion, // an approval is found by the id of its version too
  },
  read: {
    filters: {
      status: byStatus(),
      id: oneOf(versionApprovals.id),
      provider_version_id: oneOf(versionApprovals.provider_version_id),
      provider_id: oneOf(versionApprovals.provider_id, { identify: findProviders }),
      created_at: created(versionApprovalEntity),
    },
    attach: attachState,
    identify: async (_ctx, text) => (isId('providerVersion', text) ? approvalIdOf(text) : text),
  },
  verbs: [
    action({
      path: 'approve',
      summary: 'Approve a version',
      about:
        'From now on the instance uses the version: new configs and deployments without a lock take it if it is the current one, and deployments with `follow: "safe"` move to it. The approval is bound to the hash of the specification, and void for another one. A decision may be made before the instance requires it.',
      errors: ['gone'],
      audit: recorded,
      input: ApproveInput,
      example: { body: { specification_hash: ':known' } },
      run: approveVersion,
    }),
    action({
      path: 'reject',
      summary: 'Reject a version',
      about:
        'The instance does not use the version while it requires approvals of any version; an approval is taken back. What is locked to it, or is on its specification, stays as it is.',
      errors: ['gone'],
      audit: recorded,
      input: RejectInput,
      example: { body: { reason: 'The tool may delete files.' } },
      run: rejectVersion,
    }),
    action({
      path: 'diff',
      method: 'GET',
      summary: 'Compare a version with the one in force',
      about:
        'Answers each change of the schema of configs, of marks, auth methods and tools from the version that the instance uses now to this one, with its severity.',
      errors: ['invalid_state', 'provider_mismatch'],
      audit: null,
      input: ApprovalDiffQuery,
      view: DiffView,
      run: diffOfApproval,
    }),
  ],
});
