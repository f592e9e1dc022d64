import { errorTexts, problemTexts } from '@berth/kernel';

export const configErrors = errorTexts({
  noProvider: {
    code: 'bad_request',
    message: 'The query names no provider.',
    hint: 'Send provider_id, provider_version_id, provider_deployment_id or provider_config_id.',
  },
  restricted: {
    code: 'restricted_destination',
    message: 'The test URL leads to an address that is not public.',
    hint: 'For development, SSRF_ALLOW_PRIVATE=true lets tests go to private addresses and local names.',
  },
  noTestUrl: {
    code: 'no_test_url',
    message: 'This provider version defines no test URL.',
    hint: 'Publish a version with test.url, or test a value with base_url.',
  },
  unfilledTestUrl: {
    code: 'no_test_url',
    message: 'The test URL of this provider version needs members that this value lacks.',
    hint: 'Fill the members that test.url of the version names.',
  },
  noUrl: {
    code: 'no_test_url',
    message: 'The test URL of this value is no URL with http or https.',
    hint: 'Correct the member of the value that holds the address.',
  },
  otherLock: {
    code: 'deployment_lock_mismatch',
    message: 'This vault is locked to another deployment.',
    hint: 'Name that deployment or another vault, or leave provider_deployment_id out.',
  },
  vaultMisfit: {
    code: 'invalid_data',
    message: 'The value of the vault does not fit the specification in force for this config.',
    hint: 'Upgrade the vault (POST /provider-config-vaults/:id/upgrade), lock the deployment to a version that the vault fits, or make the config with a value that fits and lay it over the vault (PATCH with provider_config_vault_id).',
  },
  disabled: {
    code: 'invalid_state',
    message: 'This config is disabled, and its secrets are not revealed.',
    hint: 'Enable it first, or leave out the reason to resolve it without its secrets.',
  },
  isDefault: {
    code: 'conflict',
    message: 'This config is the default config of its deployment.',
    hint: 'Add force=true to move it; the deployment then has no default config.',
  },
  enabledAlready: { code: 'invalid_state', message: 'This config is enabled already.' },
  disabledAlready: { code: 'invalid_state', message: 'This config is disabled already.' },
  stale: {
    code: 'secrets_stale',
    message: 'An address of this config has changed since the secrets in errors were sent.',
    hint: 'Send the secrets again, or let a key that may reveal them confirm the new address (confirm-secrets). A secret address counts as changed when it is sent: leave it out to keep it.',
  },
  staleTest: {
    code: 'secrets_stale',
    message: 'The test of the provider has changed since the secrets in errors were sent.',
    hint: 'Send the secrets again, or let a key that may reveal them confirm the new test (confirm-secrets).',
  },
  movedOn: {
    code: 'conflict',
    reason: 'moved_on',
    message: 'This config, or its vault, has changed since it was read.',
    hint: 'Read it again, and send the change again.',
  },
});

export const configProblems = problemTexts({
  oneSource: { code: 'exactly_one', message: 'Send exactly one of value and provider_config_vault_id.' },
  twoMetadata: { code: 'exactly_one', message: 'Send metadata or metadata_patch, not both.' },
  keepsWhat: {
    code: 'needs_vault',
    message: 'Send provider_config_vault_id with keep_value, or leave both out.',
  },
  unreachableHandle: {
    code: 'unreachable',
    message:
      'Could not be reached by path: "." and ".." are steps between folders, and an id goes before a name.',
  },
  stale: { code: 'stale', message: 'Was sent before a change of {members}.' },
  staleTest: { code: 'stale', message: 'Was sent for another origin or header of the test.' },
  noVault: { code: 'invalid_revision', message: 'This config is not made from a vault: leave it out.' },
  noRevision: {
    code: 'invalid_revision',
    message: 'Is above {revision}, the current revision of the vault.',
  },
  destroyed: { code: 'invalid_revision', message: 'This revision of the vault was destroyed.' },
});
