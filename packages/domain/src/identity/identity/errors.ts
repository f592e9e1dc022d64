import { errorTexts, problemTexts } from '@berth/kernel';

export const identityErrors = errorTexts({
  noCredential: {
    code: 'not_found',
    reason: 'no_credential',
    message: 'This identity has no credential there, and none is delegated to it.',
    hint: 'Give it one, delegate one to its actor, or send on_missing "shared" to use the default of the deployment.',
  },
  nothingShared: {
    code: 'not_found',
    reason: 'nothing_shared',
    message: 'This identity has no credential there, and the deployment has no default config to share.',
    hint: 'Give the identity a credential, or name a deployment that was made with a default config.',
  },
  notShared: {
    code: 'not_found',
    reason: 'not_shared',
    message:
      'This identity has no credential there, and the default auth config of the deployment is that of another identity.',
    hint: 'Give the identity a credential, or the deployment a default auth config that belongs to no identity.',
  },
  ambiguous: {
    code: 'conflict',
    reason: 'ambiguous',
    message: 'Several credentials fit, and none goes before the others.',
    hint: 'Name one deployment, or archive all but one of the credentials in dependents.',
  },
  severalDeployments: {
    code: 'conflict',
    reason: 'ambiguous',
    message: 'The provider has several deployments, and no default one to share.',
    hint: 'Name one of the deployments in provider_deployment_id.',
  },
});

export const identityProblems = problemTexts({
  oneTarget: { code: 'exactly_one', message: 'Send exactly one of provider_id and provider_deployment_id.' },
});
