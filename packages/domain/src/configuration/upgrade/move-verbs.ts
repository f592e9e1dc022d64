import { grouped } from '@berth/kernel';
import { action, recorded, type Verb } from '@berth/resource';
import { vaultValue } from '../config-vault/index.ts';
import { configValue } from '../provider-config/index.ts';
import { MOST_MOVED, moveDeployment } from './move-deployment.ts';
import { moveOne } from './move-one.ts';
import { MoveDeploymentInput, MovedView, MoveOneInput } from './move-schema.ts';

const example = { body: { provider_version_id: ':known' } };
const ERRORS = ['gone', 'use_after_delete', 'provider_mismatch'] as const;

/** Moves a deployment and its configs to another version. */
export const upgradeDeployment: Verb = action({
  path: 'upgrade',
  summary: 'Move a deployment and its configs to another version',
  about: `Moves the lock and the live configs of the deployment in one transaction, each config as a new revision of its own value. When the value of a config does not fit the specification of the version, nothing moves, and the answer is 409 with \`counts\` and the first configs and their errors in \`dependents\`; with \`force\` those configs move too and are marked \`invalid\`. The migrations to the version change the values first. Vaults do not move. A deployment without a lock stays without one when it moves to the current version. At most ${grouped(MOST_MOVED)} configs. It needs \`provider-configs:write\` as well. The way back is the same.`,
  errors: ERRORS,
  audit: recorded,
  input: MoveDeploymentInput,
  once: MovedView,
  example,
  run: moveDeployment,
});

/** Moves a config to another specification. */
export const upgradeConfig: Verb = action({
  path: 'upgrade',
  summary: 'Move a config to the specification of another version',
  about:
    'The migrations to the version change the own value first, then the merge patch in `value`; the effective value must fit the specification of the version. The vault of the config stays where it is. A value of its own gets a new revision; restoring an earlier one brings value and specification back. A stored secret that the new specification would show must be sent again, or taken away with null. With `force=true` a value that does not fit moves too, and the config is marked `invalid`.',
  errors: ERRORS,
  audit: recorded,
  changes: ['specification_id'],
  input: MoveOneInput,
  example,
  run: (ctx, id, input) => moveOne(ctx, configValue, id, input),
});

/** Moves a vault to another specification. */
export const upgradeVault: Verb = action({
  path: 'upgrade',
  summary: 'Move a vault to the specification of another version',
  about:
    'The migrations to the version change the value first, then the merge patch in `value`; it must fit the specification of the version. The configs that follow the vault keep their own specifications and are checked with the new value, as after any edit. Restoring an earlier revision brings value and specification back.',
  errors: ERRORS,
  audit: recorded,
  changes: ['specification_id'],
  input: MoveOneInput,
  example,
  run: (ctx, id, input) => moveOne(ctx, vaultValue, id, input),
});
