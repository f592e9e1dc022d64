import { action } from '@berth/resource';
import { Type } from '@sinclair/typebox';
import { optional } from '../../fields.ts';
import { impactOfDryRun, previewUpgrade, reportImpact } from './impact.ts';
import { ImpactInput, ImpactLine, ImpactView, PreviewInput } from './schema.ts';

const report = {
  audit: null,
  view: ImpactView,
  lines: 'on_request',
  line: ImpactLine,
  errors: ['gone', 'provider_mismatch', 'use_after_delete', 'unavailable', 'storage_full'],
} as const;

const GUARANTEE =
  'Every live value that the key may read is opened and checked as it stands when it is read; no value is answered. Needs the scope `provider-configs:read` as well. With `progress`, or when `application/x-ndjson` is accepted, the answer is JSON lines.';

/** Reports on the rows of a provider, as a verb of its versions. */
export const impact = action({
  ...report,
  path: 'impact',
  summary: 'Check which configs a version would break',
  about: `Reports on the configs of unlocked deployments, the vaults and the auth configs of the provider. ${GUARANTEE}`,
  input: ImpactInput,
  run: reportImpact,
});

/** Reports on the rows of a deployment, as a verb of it. */
export const upgradePreview = action({
  ...report,
  path: 'upgrade-preview',
  summary: 'Check which configs of a deployment a version would break',
  about: `Reports on the configs, vaults and auth configs of the deployment, also when it is locked. ${GUARANTEE}`,
  input: PreviewInput,
  example: { body: { provider_version_id: ':known' } },
  run: previewUpgrade,
});

/** The report that a dry run of a new version shows. */
export const impactPreview = {
  members: Type.Object({
    impact: optional(ImpactView),
  }),
  run: impactOfDryRun,
};
