import { problemTexts } from '@berth/kernel';

export const upgradeProblems = problemTexts({
  noOwner: {
    code: 'invalid_value',
    message:
      'Is not the id of a config, vault or auth config: send the position of an earlier answer or line.',
  },
  noMethod: {
    code: 'no_auth_method',
    message: 'The version has no auth method with the key of the present one.',
  },
  otherType: {
    code: 'other_auth_type',
    message: 'The auth method of the version with this key is of another type.',
  },
  notTried: {
    code: 'secret_not_tried',
    message:
      'Depends on the content of a secret, which only a key that may reveal it can have tried against a schema of its own instance, and not in a dry run.',
  },
});
