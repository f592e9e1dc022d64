import { errorTexts, problemTexts } from '@berth/kernel';

export const versionErrors = errorTexts({
  shipped: {
    code: 'forbidden',
    message: 'This provider is not of the instance of this key, so it gets no version.',
    hint: 'Create a provider of your own with POST /providers.',
  },
  published: {
    code: 'conflict',
    reason: 'taken',
    message: '{called} of this provider already exists, with other content.',
    hint: 'Publish the content under another version.',
  },
  readOnly: {
    code: 'forbidden',
    message: 'This version is of the shipped catalogue, so it cannot be changed.',
    hint: 'Lock a deployment to another version: PATCH /provider-deployments/:id with locked_provider_version_id.',
  },
  current: {
    code: 'conflict',
    message: 'This version is the current one of its provider.',
    hint: 'Make another version current first: PATCH /provider-versions/:id with "is_current": true.',
  },
  inForce: {
    code: 'conflict',
    message: 'This version is in force, because the current one of its provider lacks an approval.',
    hint: 'Approve the current version first: POST /version-approvals/:id/approve.',
  },
  manyWaiting: {
    code: 'conflict',
    message: '{most} versions of this provider lack the approval of this instance, which is the most.',
    hint: 'Approve them with POST /version-approvals/:id/approve, or archive versions that nothing uses.',
  },
  ofAnother: {
    code: 'provider_mismatch',
    message: 'The version in "against" belongs to another provider.',
    hint: 'Name a version of the same provider: GET /provider-versions?provider_id=….',
  },
});

export const versionProblems = problemTexts({
  staysCurrent: {
    code: 'stays_current',
    message: 'Cannot be false: send true to the version that becomes the current one instead.',
  },
  scheme: {
    code: 'invalid_url',
    message: 'Must begin with http:// or https://, or with a placeholder in braces that holds the address.',
  },
  placeholder: { code: 'unmatched', message: 'Placeholder {called} {problem}.' },
  largeMigrations: {
    code: 'too_large',
    message: 'Has {characters} characters as JSON: the migrations of a version may have {most}.',
  },
  manyMigrations: {
    code: 'too_large',
    message: 'More than {most} versions with migrations lie between: go to one of them first.',
  },
  fromItself: {
    code: 'never_used',
    message: 'Is the version itself: name the versions whose values the migration takes.',
  },
  unfitBefore: {
    code: 'does_not_fit',
    message: 'Does not fit the schema of version {version}, the newest of those that from names: {problem}',
  },
  otherResult: { code: 'other_result', message: 'Is not what the migration makes of before.' },
  headers: { code: 'too_large', message: 'Has {headers} headers: a test may have {most}.' },
});
