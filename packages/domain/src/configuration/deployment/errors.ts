import { errorTexts, problemTexts } from '@berth/kernel';

export const deploymentErrors = errorTexts({
  otherDefault: {
    code: 'conflict',
    message: 'This config is the default config of another deployment already.',
    hint: 'Name another config, or archive that deployment.',
  },
});

export const deploymentProblems = problemTexts({
  twoPolicies: {
    code: 'exactly_one',
    message:
      'Does not agree with locked_provider_version_id: a version goes with "safe" or null, and null with "current".',
  },
  twoConfigs: {
    code: 'exactly_one',
    message: 'Send provider_config_id or provider_config, not both.',
  },
});
