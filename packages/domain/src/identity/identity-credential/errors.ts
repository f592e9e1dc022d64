import { errorTexts, problemTexts } from '@berth/kernel';

export const credentialErrors = errorTexts({
  configRequired: {
    code: 'config_required',
    message:
      'The credential needs a config: the deployment has no default config, and the provider needs values.',
    hint: 'Name a config in config_id, or a deployment that was made with a default config.',
  },
  authConfigRequired: {
    code: 'auth_config_required',
    message: 'The credential needs an auth config: the provider has auth methods.',
    hint: 'Name an auth config of the provider in auth_config_id.',
  },
  tooMany: {
    code: 'bad_request',
    reason: 'too_many_credentials',
    message: 'An identity has {most} active credentials at most.',
    hint: 'Archive credentials that are no longer used, or make another identity.',
  },
});

export const credentialProblems = problemTexts({
  needed: { code: 'needed', message: 'Send deployment_id, config_id or auth_config_id.' },
  otherDeployment: { code: 'other_deployment', message: 'Is bound to another deployment.' },
});
